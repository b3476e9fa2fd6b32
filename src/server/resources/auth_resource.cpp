// /api/auth: log-in, log-out, who am I.
#include <nlohmann/json.hpp>

#include "server/auth/admission.h"
#include "server/auth/cookie.h"
#include "server/json_body.h"
#include "server/problem.h"
#include "server/resources/resources.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

std::string_view kind_name(CallerKind kind) {
  switch (kind) {
    case CallerKind::kOpen: return "open";
    case CallerKind::kSession: return "session";
    case CallerKind::kToken: return "token";
  }
  return "open";
}

Response caller_response(const Caller& caller) {
  return json_response({{"authentication", kind_name(caller.kind)},
                        {"name", caller.kind == CallerKind::kOpen ? Json() : Json(caller.name)},
                        {"role", to_string(caller.role)}});
}

struct Login {
  std::string user;
  std::string password;
};

Result<Login> read_login(const Request& request) {
  OW_TRY(const Json document, parse_json(request.body));
  const auto text = [&](const char* name) -> Result<std::string> {
    const auto member = document.is_object() ? document.find(name) : document.end();
    if (member == document.end() || !member->is_string())
      return fail_at(name, ErrorCode::kInvalidArgument, "must be there, as text");
    return member->get<std::string>();
  };
  Login out;
  OW_TRY(out.user, text("user"));
  OW_TRY(out.password, text("password"));
  return out;
}

Result<Response> log_in(Guard* guard, const Request& request) {
  OW_TRY(const Login login, read_login(request));
  if (guard == nullptr) return fail(ErrorCode::kFailedPrecondition, "this server has no accounts");
  const auto session = guard->log_in(login.user, login.password, request.client_address);
  if (!session) {
    Response out = problem(session.error().status, session.error().error);
    if (session.error().status == 429)
      out.headers.emplace_back("Retry-After", std::to_string(session.error().retry_after.count()));
    return out;
  }
  OW_CHECK(guard->log_out(credential_of(request)));  // the browser forgets the session that it had
  Response out = caller_response(session->caller);
  const std::string name = cookie_name(request.server_port, request.transport);
  out.headers.emplace_back("Set-Cookie",
                           set_cookie(name, session->secret, guard->session_life().count(), request.transport));
  return out;
}

Result<Response> log_out(Guard* guard, const Request& request) {
  if (guard != nullptr) OW_CHECK(guard->log_out(credential_of(request)));
  Response out;
  out.status = 204;
  const std::string name = cookie_name(request.server_port, request.transport);
  out.headers.emplace_back("Set-Cookie", set_cookie(name, "", 0, request.transport));
  return out;
}

}  // namespace

void add_auth_routes(Router& router, const Services& services) {
  Guard* guard = services.guard;
  router.add(Method::kPost, "/api/auth/login",
             Slow{Lane::kLogIns, [guard](const Request& request) { return log_in(guard, request); }});
  router.add(Method::kPost, "/api/auth/logout",
             Blocking{[guard](const Request& request) { return log_out(guard, request); }});
  router.add(Method::kGet, "/api/auth/me",
             Inline{[](const Request& request) -> Result<Response> { return caller_response(request.caller); }});
}

}  // namespace ow::server
