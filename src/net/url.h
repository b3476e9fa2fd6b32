// URL: an http or https address in its parts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace ow::net {

struct Url {
  std::string scheme;     ///< "http" or "https"
  std::string host;       ///< lower case; an IPv6 address without its brackets
  std::uint16_t port = 0;
  std::string target;     ///< path and query as they are sent, "/" at least; the fragment is dropped
  std::string user_info;  ///< "user:password", percent-decoded; empty for most

  [[nodiscard]] bool secure() const { return scheme == "https"; }
  /// "host", or "host:port" where the port is not the scheme's own; IPv6 in brackets.
  [[nodiscard]] std::string authority() const;
  /// "host:port", always with the port.
  [[nodiscard]] std::string host_and_port() const;
  /// The whole address without user and password: fit for messages.
  [[nodiscard]] std::string text() const;
};

/// At most 8 KiB, no blanks or control characters. kInvalidArgument says what is wrong.
Result<Url> parse_url(std::string_view text);

/// Where `location` (absolute, or relative to `base`) leads.
Result<Url> resolve_location(const Url& base, std::string_view location);

/// "Basic …" for a user_info.
std::string basic_authorization(std::string_view user_info);

}  // namespace ow::net
