// HostRules: which names this server answers to, and whose pages may use it. Without them a page of anybody could have its
// own name resolve to this machine (DNS rebinding), or send requests with the user's cookie.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "server/http_message.h"

namespace ow::server {

/// What may stand after --address: an IP address or "localhost". kInvalidArgument otherwise.
Status check_listen_address(std::string_view address);

/// Whether this machine has the address now, which is asked by taking a port of the system's choice there for a moment.
/// kUnavailable with the system's word.
Status check_address_is_here(const std::string& address);

/// Immutable; thread-safe.
class HostRules final {
 public:
  /// Loopback names are always allowed; when `listen_address` is another, so are it and the machine's host name. `allowed`: further names; "https://NAME" when a proxy in front speaks TLS under that
  /// name. kInvalidArgument for what is no name.
  static Result<HostRules> create(std::string_view listen_address, const std::vector<std::string>& allowed);

  /// The Host header must be an allowed name, or the address that the connection came in on, with any port.
  [[nodiscard]] Status check_host(const Request& request) const;

  /// A request that changes something, or opens a WebSocket, must come from a page of this server (same scheme, host and
  /// port) or from no page at all.
  [[nodiscard]] Status check_origin(const Request& request) const;

  /// Sets what a TLS proxy changes: the transport that the browser uses, and the address of the client. A proxy is
  /// believed when it connects from loopback and the name was declared with "https://".
  void look_through_proxy(Request& request) const;

 private:
  std::set<std::string, std::less<>> names_;  ///< lower case, IPv6 in brackets, no port
  std::set<std::string, std::less<>> behind_tls_;  ///< those of a TLS proxy
};

}  // namespace ow::server
