#include "server/url.h"

#include <charconv>
#include <system_error>

#include "base/text.h"

namespace ow::server {
namespace {

enum class Plus { kLiteral, kSpace };

Result<std::string> decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = static_cast<unsigned char>(text[i]);
    if (text[i] == '+' && plus == Plus::kSpace) {
      byte = ' ';
    } else if (text[i] == '%') {
      const std::string_view digits = text.substr(i + 1, 2);
      const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
      if (digits.size() != 2 || parsed.ec != std::errc() || parsed.ptr != digits.data() + 2) {
        return fail(ErrorCode::kInvalidArgument, "the address has a '%' that two hexadecimal digits do not follow");
      }
      i += 2;
    }
    out += static_cast<char>(byte);
  }
  if (has_control_character(out)) return fail(ErrorCode::kInvalidArgument, "the address has a control character");
  return out;
}

Status parse_query(std::string_view text, std::map<std::string, std::string, std::less<>>& query) {
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    OW_TRY(std::string name, decode(pair.substr(0, equals), Plus::kSpace));
    std::string value;
    if (equals != std::string_view::npos) {
      OW_TRY(value, decode(pair.substr(equals + 1), Plus::kSpace));
    }
    query.emplace(std::move(name), std::move(value));
  }
  return {};
}

}  // namespace

Result<Target> parse_target(std::string_view target) {
  Target out;
  const bool absolute = target.starts_with("http://") || target.starts_with("https://");
  if (absolute) {
    target.remove_prefix(target.find("://") + 3);
    out.host = target.substr(0, target.find_first_of("/?"));
    target.remove_prefix(out.host.size());
  }
  if (absolute ? out.host.empty() : !target.starts_with('/')) {
    return fail(ErrorCode::kInvalidArgument, "the address must begin with '/'");
  }
  const std::size_t mark = target.find('?');
  const std::string_view path = target.substr(0, mark);
  if (path.find("%2F") != std::string_view::npos || path.find("%2f") != std::string_view::npos) {
    return fail(ErrorCode::kInvalidArgument, "the address has an encoded slash, which no name here has");
  }
  OW_TRY(out.path, decode(path.empty() ? "/" : path, Plus::kLiteral));
  if (mark != std::string_view::npos) OW_CHECK(parse_query(target.substr(mark + 1), out.query));
  return out;
}

}  // namespace ow::server
