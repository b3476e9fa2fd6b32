// /api/devices: what models can run on, and what they really run on.
#include <nlohmann/json.hpp>

#include "server/json_body.h"
#include "server/resources/resources.h"

namespace ow::server {

void add_device_routes(Router& router, const Services& services) {
  engine::Engine& engine = services.engine;
  router.add(Method::kGet, "/api/devices",
             Blocking{[&engine](const Request&) -> Result<Response> { return json_response(engine.devices()); }});
}

}  // namespace ow::server
