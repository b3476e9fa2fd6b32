// /api/workflow-builder/performance: what every stage costs.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/json_body.h"
#include "server/performance_json.h"
#include "server/resources/resources.h"
#include "server/success_json.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

Json with_metrics(const Services& services, const profile::Snapshot& snapshot, const SuccessReport& report,
                  const std::string& workflow = {}) {
  Json out = performance_json(services.engine, workflow, snapshot);
  out["success_metrics"] = report.of(snapshot, workflow);
  return out;
}

Result<Response> all(const Services& services) {
  const SuccessReport report(services, services.engine.statuses());
  Json out = with_metrics(services, services.profiler.total(), report);
  Json& workflows = out["workflows"] = Json::object();
  for (const auto& [id, snapshot] : services.profiler.snapshots()) {
    workflows[id] = with_metrics(services, snapshot, report, id);
  }
  return json_response(out);
}

/// `workflow` makes a profile of a name that has none, so the name is checked first.
Result<Response> one(const Services& services, const std::string& id) {
  const SuccessReport report(services, services.engine.statuses());
  const auto ids = services.profiler.ids();
  if (std::ranges::find(ids, id) != ids.end()) {
    return json_response(with_metrics(services, services.profiler.workflow(id)->snapshot(), report, id));
  }
  OW_CHECK(services.engine.get(id));
  return json_response(with_metrics(services, {}, report, id));
}

}  // namespace

void add_performance_routes(Router& router, const Services& services) {
  const std::string path = "/api/workflow-builder/performance";
  router.add(Method::kGet, path, Blocking{[services](const Request& request) {
               const auto wanted = request.query.find("workflow");
               return wanted == request.query.end() ? all(services) : one(services, wanted->second);
             }});
  router.add(Method::kPost, path + "/reset", Blocking{[services](const Request&) -> Result<Response> {
               services.profiler.reset();
               return json_response({{"status", "ok"}});
             }});
}

}  // namespace ow::server
