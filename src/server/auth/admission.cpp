#include "server/auth/admission.h"

#include "base/log.h"
#include "server/problem.h"

namespace ow::server {
namespace {

Response log_in_first() {
  Response out = problem(401, Error{ErrorCode::kPermissionDenied,
                                    "log in first: POST /api/auth/login, or send an API token as 'Authorization: "
                                    "Bearer …'",
                                    {}});
  out.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"overwatch\"");
  return out;
}

std::string_view role_for(Access access) {
  return to_string(static_cast<Role>(static_cast<int>(access) - static_cast<int>(Access::kViewer)));
}

}  // namespace

Response too_many_requests(std::chrono::seconds wait) {
  Response out = problem(
      429, Error{ErrorCode::kResourceExhausted, fmt::format("too many requests; try again in {} s", wait.count()), {}});
  out.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return out;
}

std::optional<Response> refusal_of(const Result<Admitted>& admitted, Access needed, Request& request) {
  if (!admitted) {
    log::error("accounts: {}", admitted.error().text());
    return problem(Error{ErrorCode::kUnavailable, "the accounts cannot be read now; the server's log says why", {}});
  }
  if (!*admitted) return log_in_first();
  const Caller& caller = **admitted;
  if (!allows(caller.role, needed)) {
    return problem(
        Error{ErrorCode::kPermissionDenied,
              fmt::format("this needs the role {}; '{}' is {}", role_for(needed), caller.name, to_string(caller.role)),
              {}});
  }
  request.caller = caller;
  return std::nullopt;
}

}  // namespace ow::server
