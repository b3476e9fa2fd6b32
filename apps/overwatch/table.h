// Plain tables for the terminal.
#pragma once

#include <string>
#include <vector>

namespace ow::cli {

/// Columns as wide as their widest cell, two blanks between; the first row is the heading. Ends with a line break.
std::string format_table(std::vector<std::vector<std::string>> rows);

}  // namespace ow::cli
