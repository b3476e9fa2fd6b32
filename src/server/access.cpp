#include "server/access.h"

#include <string>

#include "base/text.h"

namespace ow::server {
namespace {

/// "[::1]:8000" → "[::1]", "localhost:8000" → "localhost".
std::string_view without_port(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return host.substr(0, colon);
}

}  // namespace

Status check_listen_address(std::string_view address) {
  if (address == "localhost" || address == "::1" || address.starts_with("127.")) return {};
  return fail(ErrorCode::kPermissionDenied,
              "the server has no accounts yet and listens on this machine only, not on {}; from another machine use "
              "`ssh -L 8000:127.0.0.1:8000 host` and open http://localhost:8000 there",
              address);
}

Status check_host(const Request& request) {
  const std::string_view host = request.header("host");
  if (host.empty()) return fail(ErrorCode::kInvalidArgument, "the request has no Host header");
  const std::string name = to_lower(without_port(host));
  if (name == "localhost" || name == "127.0.0.1" || name == "[::1]") return {};
  return fail(ErrorCode::kPermissionDenied,
              "this server answers to localhost, 127.0.0.1 and [::1], not to '{}'; open http://localhost:<port>", name);
}

Status check_origin(const Request& request) {
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return {};
  const std::string own = "http://" + to_lower(request.header("host"));
  if (to_lower(origin) == own) return {};
  return fail(ErrorCode::kPermissionDenied, "a page of {} may not do this; only pages of {} may", origin, own);
}

}  // namespace ow::server
