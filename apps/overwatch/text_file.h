// Text files that are named on the command line.
#pragma once

#include <chrono>
#include <string>

#include "base/error.h"

namespace ow::cli {

/// Reads a whole text file of at most `bytes_max` ("-" is standard input). Of a pipe, all until its writer closes it; one that
/// nobody writes to is kDeadlineExceeded after `writer_wait`.
Result<std::string> read_text_file(const std::string& path, std::size_t bytes_max,
                                   std::chrono::milliseconds writer_wait = std::chrono::seconds(5));

}  // namespace ow::cli
