// /api/workflow-builder/performance: what every stage costs.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "server/json_body.h"
#include "server/performance_json.h"
#include "server/resources/resources.h"
#include "server/status_json.h"
#include "server/success_json.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

/// What is said of all workflows or of one, each question from one look at the engine.
class Report final {
 public:
  explicit Report(const Services& services)
      : services_(services), statuses_(services.engine.statuses()), metrics_(services, statuses_) {}

  [[nodiscard]] Json total() const { return with_metrics(services_.profiler.total(), {}); }

  [[nodiscard]] Json of(const std::string& workflow, const profile::Snapshot& snapshot) const {
    Json out = with_metrics(snapshot, workflow);
    const auto status = std::ranges::find(statuses_, workflow, &engine::WorkflowStatus::id);
    out["edges"] = status == statuses_.end() ? Json::array() : edges_json(*status);
    return out;
  }

 private:
  [[nodiscard]] Json with_metrics(const profile::Snapshot& snapshot, const std::string& workflow) const {
    Json out = performance_json(services_.engine, workflow, snapshot);
    out["success_metrics"] = metrics_.of(snapshot, workflow);
    return out;
  }

  const Services& services_;
  std::vector<engine::WorkflowStatus> statuses_;
  SuccessReport metrics_;
};

Result<Response> all(const Services& services) {
  const Report report(services);
  Json out = report.total();
  Json& workflows = out["workflows"] = Json::object();
  for (const auto& [id, snapshot] : services.profiler.snapshots()) workflows[id] = report.of(id, snapshot);
  return json_response(out);
}

/// `workflow` makes a profile of a name that has none, so the name is checked first.
Result<Response> one(const Services& services, const std::string& id) {
  const Report report(services);
  const auto ids = services.profiler.ids();
  if (std::ranges::find(ids, id) != ids.end()) {
    return json_response(report.of(id, services.profiler.workflow(id)->snapshot()));
  }
  OW_CHECK(services.engine.get(id));
  return json_response(report.of(id, {}));
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
