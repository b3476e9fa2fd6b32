#include "server/dispatch.h"

#include <exception>
#include <optional>

#include "base/log.h"
#include "base/redact.h"
#include "server/problem.h"
#include "server/resources/resources.h"

namespace ow::server {
namespace {

bool changes_something(Method method) {
  return method != Method::kGet && method != Method::kHead && method != Method::kOptions;
}

std::optional<Response> refuse(const HostRules& hosts, const Request& request, Connecting connecting) {
  if (const auto host = hosts.check_host(request); !host) {
    return problem(host.error().code == ErrorCode::kPermissionDenied ? 421 : 400, host.error());
  }
  if (connecting == Connecting::kNormal && !changes_something(request.method)) return std::nullopt;
  if (const auto origin = hosts.check_origin(request); !origin) return problem(origin.error());
  return std::nullopt;
}

Response method_answer(const Request& request, const std::vector<Method>& allowed) {
  Response out;
  if (request.method == Method::kOptions) {
    out.status = 204;
  } else {
    out = problem(405, Error{ErrorCode::kInvalidArgument, request.path + " takes only " + allow_header(allowed), {}});
  }
  out.headers.emplace_back("Allow", allow_header(allowed));
  return out;
}

Response file_answer(const AssetSource* assets, const Request& request) {
  const bool reads = request.method == Method::kGet || request.method == Method::kHead;
  const bool exists = assets != nullptr && assets->find(request.path) != nullptr;
  if (exists && !reads) return method_answer(request, {Method::kGet, Method::kHead, Method::kOptions});
  return asset_response(assets, request);
}

}  // namespace

Decision decide(const Router& router, const AssetSource* assets, const HostRules& hosts, Request& request,
                Connecting connecting) {
  if (auto refusal = refuse(hosts, request, connecting)) return std::move(*refusal);
  if (request.path == kWholeServer) {
    return method_answer(request, {Method::kGet, Method::kHead, Method::kPost, Method::kPut, Method::kPatch,
                                   Method::kDelete, Method::kOptions});
  }
  const Router::Match match = router.match(request);
  if (match.route != nullptr) return match.route;
  if (!match.allowed.empty()) return method_answer(request, match.allowed);
  return file_answer(assets, request);
}

Response call_handler(const Handler& handler, const Request& request) {
  try {
    auto response = handler(request);
    if (response) return std::move(*response);
    return problem(response.error());
  } catch (const std::exception& thrown) {
    log::error("{} {} failed: {}", to_string(request.method), request.path, redact(thrown.what()));
    return problem(Error{ErrorCode::kInternal, "the server made a mistake; its log says more", {}});
  }
}

}  // namespace ow::server
