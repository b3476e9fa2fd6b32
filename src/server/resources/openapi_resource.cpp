// /api/openapi.json: the description of this API, written by hand in openapi/openapi.json.
#include <nlohmann/json.hpp>

#include "openapi_files.h"
#include "server/json_body.h"
#include "server/resources/resources.h"

namespace ow::server {

void add_openapi_routes(Router& router, const Services& services) {
  const auto files = make_embedded_assets(openapi_files());
  auto document = nlohmann::ordered_json::parse(files->find("/openapi.json")->bytes);
  document["info"]["version"] = services.version;
  router.add(Method::kGet, "/api/openapi.json",
             Inline{[response = json_response(document)](const Request&) -> Result<Response> { return response; }});
}

}  // namespace ow::server
