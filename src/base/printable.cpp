#include "base/printable.h"

#include <fmt/format.h>

namespace ow {

std::string printable(std::string_view text, LineBreaks breaks) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) - 0x80U < 0x20U;
    if (c1) byte = static_cast<unsigned char>(text[++i]);
    if (byte == '\n' && breaks == LineBreaks::kEscaped) {
      out += "\\n";
    } else if (byte == '\r') {
      out += "\\r";
    } else if (c1 || byte == 0x7F || (byte < 0x20 && byte != '\t' && byte != '\n')) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += static_cast<char>(byte);
    }
  }
  return out;
}

}  // namespace ow
