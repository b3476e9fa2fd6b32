// Text of others on a terminal or in the log.
#pragma once

#include <string>
#include <string_view>

namespace ow {

enum class LineBreaks { kEscaped, kKept };

/// Control characters as "\\n" and "\\x1b": what a message quotes makes no line of its own, and tells a terminal nothing.
std::string printable(std::string_view text, LineBreaks breaks = LineBreaks::kEscaped);

}  // namespace ow
