// What a request leads to, apart from sockets: checks, routing, answers.
#pragma once

#include <variant>

#include "server/asset_source.h"
#include "server/host_rules.h"
#include "server/http_message.h"
#include "server/router.h"

namespace ow::server {

enum class Connecting { kNormal, kWebSocket };

/// The answer itself, or the route that gives it (`request.parameters` are filled then).
using Decision = std::variant<Response, const Route*>;

/// Host and origin are checked first, then method and path; OPTIONS, 404 and 405 are answered here, and the files of the
/// page: they are the same for everybody. Whether the caller may use the route is for auth/admission.h to say.
Decision decide(const Router& router, const AssetSource* assets, const HostRules& hosts, Request& request,
                Connecting connecting);

/// The handler's response, or its failure as a problem document. An exception is our own defect: 500, and logged.
Response call_handler(const Handler& handler, const Request& request);

}  // namespace ow::server
