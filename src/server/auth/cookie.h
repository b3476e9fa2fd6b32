// The session cookie. Its name has the port, because browsers keep one cookie jar for all ports of a machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/http_message.h"

namespace ow::server {

/// "overwatch-8000", under TLS "__Host-overwatch-8000", which browsers take from the host itself over TLS only.
std::string cookie_name(std::uint16_t port, Transport transport);

/// HttpOnly, SameSite=Strict, for this host alone, under TLS Secure; gone with the browser or after the session's life.
std::string set_cookie(std::string_view name, std::string_view value, std::int64_t max_age_s, Transport transport);

/// The value of `name` in a Cookie header; empty when it is not there.
std::string_view find_cookie(std::string_view header, std::string_view name);

}  // namespace ow::server
