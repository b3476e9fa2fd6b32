// Base64, as TensorFlow.js writes strings in JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ow::models {

/// RFC 4648 with or without padding; nothing for other characters or an impossible length.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace ow::models
