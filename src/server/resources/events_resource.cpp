// /api/events: nothing makes events yet; the address and the shape of its answer are settled.
#include <nlohmann/json.hpp>

#include "server/json_body.h"
#include "server/resources/resources.h"

namespace ow::server {

void add_event_routes(Router& router, const Services&) {
  router.add(Method::kGet, "/api/events", Inline{[](const Request&) -> Result<Response> {
               return json_response({{"events", nlohmann::ordered_json::array()}});
             }});
}

}  // namespace ow::server
