// /healthz (the process answers) and /readyz (the store and engine do).
#include <nlohmann/json.hpp>

#include "server/json_body.h"
#include "server/resources/resources.h"
#include "server/status_json.h"

namespace ow::server {

void add_health_routes(Router& router, const Services& services) {
  engine::Engine& engine = services.engine;
  router.add(Method::kGet, "/healthz", Inline{[version = services.version](const Request&) -> Result<Response> {
               return json_response({{"status", "ok"}, {"version", version}});
             }});
  router.add(Method::kGet, "/readyz", Blocking{[&engine](const Request&) -> Result<Response> {
               if (const auto list = engine.list(); !list) {
                 return fail(ErrorCode::kUnavailable, "the workflows cannot be read: {}", list.error().text());
               }
               return json_response({{"status", "ready"}, {"notices", notices_json(engine)}});
             }});
}

}  // namespace ow::server
