// Who may talk to the server. Loopback alone is no protection from a web page in the user's own browser.
#pragma once

#include <string_view>

#include "base/error.h"
#include "server/http_message.h"

namespace ow::server {

/// Is this an address to listen on without accounts? "localhost", 127.0.0.0/8, "::1". kPermissionDenied with the way round
/// it for others.
Status check_listen_address(std::string_view address);

/// The Host header must name this machine (localhost, 127.0.0.1, [::1], any port): a foreign name is a page that had its own
/// name resolve to 127.0.0.1 (DNS rebinding).
Status check_host(const Request& request);

/// A request that changes something, or opens a WebSocket, must come from a page of this server or from no page at all.
Status check_origin(const Request& request);

}  // namespace ow::server
