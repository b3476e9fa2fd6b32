// Operations: the order in which stages are shown, and what a person calls them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ow::profile {

/// Place of a stage or wait on the frame's path; names that are not built in stand between postprocess and drawing.
[[nodiscard]] std::size_t path_rank(std::string_view operation);

/// "model_inference" → "Model inference", "jpeg_encoding" → "JPEG encoding".
[[nodiscard]] std::string title_of(std::string_view operation);

}  // namespace ow::profile
