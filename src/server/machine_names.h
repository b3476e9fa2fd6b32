// How this machine is called by others.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ow::server {

/// "localhost", 127.0.0.0/8, "::1".
bool is_loopback(std::string_view address);

/// "0.0.0.0", "::".
bool is_wildcard(std::string_view address);

/// The host name, in lower case, with and without ".local"; nothing when the machine has none.
std::vector<std::string> machine_host_names();

/// IPv4 and IPv6 addresses of its interfaces now, loopback and link-local ones left out.
std::vector<std::string> machine_addresses();

}  // namespace ow::server
