// /api/workflow-builder/performance: what every stage costs.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "profile/snapshot_json.h"
#include "server/json_body.h"
#include "server/resources/resources.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

Result<Response> all(profile::Profiler& profiler) {
  Json out = profile::to_json(profiler.total());
  Json& workflows = out["workflows"] = Json::object();
  for (const std::string& id : profiler.ids()) workflows[id] = profile::to_json(profiler.workflow(id)->snapshot());
  return json_response(out);
}

/// `workflow` makes a profile of a name that has none, so the name is checked first.
Result<Response> one(const Services& services, const std::string& id) {
  const auto ids = services.profiler.ids();
  if (std::ranges::find(ids, id) != ids.end()) {
    return json_response(profile::to_json(services.profiler.workflow(id)->snapshot()));
  }
  OW_CHECK(services.engine.get(id));
  return json_response(profile::to_json(profile::Snapshot{}));
}

}  // namespace

void add_performance_routes(Router& router, const Services& services) {
  const std::string path = "/api/workflow-builder/performance";
  router.add(Method::kGet, path, Blocking{[services](const Request& request) {
               const auto wanted = request.query.find("workflow");
               return wanted == request.query.end() ? all(services.profiler) : one(services, wanted->second);
             }});
  router.add(Method::kPost, path + "/reset", Blocking{[services](const Request&) -> Result<Response> {
               services.profiler.reset();
               return json_response({{"status", "ok"}});
             }});
}

}  // namespace ow::server
