#include "server/auth/cookie.h"

#include <fmt/core.h>

#include "base/text.h"

namespace ow::server {

std::string cookie_name(std::uint16_t port, Transport transport) {
  return fmt::format("{}overwatch-{}", transport == Transport::kSecure ? "__Host-" : "", port);
}

std::string set_cookie(std::string_view name, std::string_view value, std::int64_t max_age_s, Transport transport) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", name, value, max_age_s,
                     transport == Transport::kSecure ? "; Secure" : "");
}

std::string_view find_cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::size_t end = header.find(';');
    const std::string_view pair = trim(header.substr(0, end));
    header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
  }
  return {};
}

}  // namespace ow::server
