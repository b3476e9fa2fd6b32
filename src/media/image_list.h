// The pictures that a path, folder or glob stands for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace ow::media {

/// Order that people expect: runs of digits compare as numbers, so "2.jpg" comes before "10.jpg".
[[nodiscard]] bool natural_less(std::string_view a, std::string_view b);

/// Sorted naturally, pictures only. A file that exists is itself; a folder gives its own pictures (not those of folders in
/// it); all else is a glob. kNotFound when there are none, kResourceExhausted beyond a million.
Result<std::vector<std::string>> list_images(const std::string& path);

}  // namespace ow::media
