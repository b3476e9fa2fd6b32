// /api/workflow-builder/node-types: the node types of this build.
#include <nlohmann/json.hpp>

#include "server/json_body.h"
#include "server/resources/resources.h"

namespace ow::server {

void add_node_type_routes(Router& router, const Services& services) {
  const graph::Registry& registry = services.engine.registry();
  router.add(Method::kGet, "/api/workflow-builder/node-types", Inline{[&registry](const Request&) -> Result<Response> {
               auto types = nlohmann::ordered_json::array();
               for (const graph::NodeType& type : registry.types()) types.push_back(graph::to_json(type.descriptor));
               return json_response({{"node_types", std::move(types)}});
             }});
}

}  // namespace ow::server
