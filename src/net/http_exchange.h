// One HTTP request and its answer over a connection. Inside of net.
#pragma once

#include <optional>

#include "net/connection.h"

namespace ow::net {

/// Status line and headers. Fails for what HTTP forbids in them.
Result<std::string> request_head(const HttpRequest& request, const Url& url, const std::optional<Url>& proxy,
                                 const HttpOptions& options);

/// Sends `head` and `body`, then gives the answer to `receiver`. `keep_body` decides, once the head is there, whether the
/// receiver gets it (a redirect's is left unread).
Result<HttpHead> exchange(Connection& connection, const HttpRequest& request, const std::string& head,
                          const HttpReceiver& receiver, const std::function<bool(const HttpHead&)>& keep_body,
                          std::uint64_t body_bytes_max, const Url& url);

}  // namespace ow::net
