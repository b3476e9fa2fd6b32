// Whole files: read with a bound, written so that a reader never sees half of one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"

namespace ow::models {

/// The whole content; a file above `bytes_max` is refused before it is read.
Result<std::string> read_file(const std::filesystem::path& file, std::uint64_t bytes_max);

/// Writes beside `file`, flushes to disk, then renames over it. A failure (full disk, no rights) leaves what was there.
Status write_file_atomically(const std::filesystem::path& file, std::string_view content);

}  // namespace ow::models
