// /api/workflow-builder and /api/workflow-builder/{id}: the stored workflows.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "graph/secrets.h"
#include "server/json_body.h"
#include "server/problem.h"
#include "server/resources/resources.h"
#include "server/resources/workflow_body.h"
#include "server/resources/workflow_record.h"
#include "server/status_json.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

Result<Response> list(engine::Engine& engine) {
  OW_TRY(const auto stored, engine.list());
  std::map<std::string, engine::RunState> states;
  for (const auto& status : engine.statuses()) states[status.id] = status.state;
  Json workflows = Json::array();
  for (const auto& each : stored) {
    const auto state = states.find(each.id);
    workflows.push_back(summary_json(each, state == states.end() ? engine::RunState::kStopped : state->second));
  }
  return json_response({{"workflows", std::move(workflows)}});
}

Result<Response> create(engine::Engine& engine, const Request& request) {
  auto workflow = read_workflow(request);
  if (!workflow) return body_problem(workflow.error());
  if (const auto hidden = graph::restore_secrets(*workflow, {}); !hidden) return body_problem({422, hidden.error()});
  if (const auto problems = problems_of(engine, *workflow); has_errors(problems)) return workflow_problems(problems);
  std::optional<std::string> id;
  if (const auto wanted = request.query.find("id"); wanted != request.query.end()) id = wanted->second;
  OW_TRY(const auto stored, engine.create(*workflow, id, request.caller.name));
  OW_TRY(Response response, record(engine, stored, 201));
  response.headers.emplace_back("Location", "/api/workflow-builder/" + stored.id);
  return response;
}

bool wants_yaml(const Request& request) {
  const std::string_view accept = request.header("accept");
  return accept.starts_with("application/yaml") || accept.starts_with("text/yaml");
}

Result<Response> export_yaml(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto stored, engine.get(request.parameter("id")));
  OW_TRY(Response response, yaml_response(stored.document));
  response.headers.emplace_back("ETag", etag_of(stored.version));
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + stored.id + ".yaml\"");
  return response;
}

Result<Response> get(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto stored, engine.get(request.parameter("id")));
  const auto format = request.query.find("format");
  if (format == request.query.end() ? !wants_yaml(request) : format->second == "json") {
    return record(engine, stored, 200);
  }
  if (format != request.query.end() && format->second != "yaml") {
    return fail_at("format", ErrorCode::kInvalidArgument, "must be json or yaml, not '{}'", format->second);
  }
  OW_TRY(Response response, yaml_response(stored.document));
  response.headers.emplace_back("ETag", etag_of(stored.version));
  return response;
}

/// From the newest version, else from those before it, of which one may have been put on the canvas again.
Status restore_secrets(engine::Engine& engine, const std::string& id, graph::Workflow& workflow) {
  OW_TRY(const auto newest, engine.get(id));
  std::vector<graph::Workflow> before(1);
  OW_TRY(before[0], stored_workflow(newest.document));
  if (graph::restore_secrets(workflow, before)) return {};
  OW_TRY(const auto versions, engine.versions(id));
  for (const auto& each : versions) {
    const auto version = engine.version(id, each.version);
    if (!version) continue;  // it has gone since
    OW_TRY(before.emplace_back(), stored_workflow(version->document));
  }
  return graph::restore_secrets(workflow, before);
}

Result<Response> update(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto wanted, wanted_version(request));
  auto workflow = read_workflow(request);
  if (!workflow) return body_problem(workflow.error());
  const std::string& id = request.parameter("id");
  if (const auto hidden = restore_secrets(engine, id, *workflow); !hidden) {
    return hidden.error().code == ErrorCode::kInvalidArgument ? body_problem({422, hidden.error()})
                                                              : problem(hidden.error());
  }
  return store(engine, id, *workflow, wanted, request.caller.name);
}

Result<Response> remove(engine::Engine& engine, const Request& request) {
  OW_CHECK(engine.remove(request.parameter("id")));
  Response response;
  response.status = 204;
  return response;
}

Result<Response> validate(engine::Engine& engine, const Request& request) {
  const auto workflow = read_workflow(request);
  if (!workflow && workflow.error().status != 422) return body_problem(workflow.error());
  std::vector<graph::Problem> problems;
  if (workflow) {
    problems = engine.validate(*workflow);
  } else {
    problems.push_back({workflow.error().error.place, workflow.error().error.message, false});
  }
  return json_response({{"valid", !has_errors(problems)}, {"problems", problems_json(problems)}});
}

}  // namespace

void add_workflow_routes(Router& router, const Services& services) {
  engine::Engine& engine = services.engine;
  const std::string base = "/api/workflow-builder";
  router.add(Method::kGet, base, Blocking{[&engine](const Request&) { return list(engine); }});
  router.add(Method::kPost, base, Blocking{[&engine](const Request& request) { return create(engine, request); }});
  router.add(Method::kGet, base + "/{id}",
             Blocking{[&engine](const Request& request) { return get(engine, request); }});
  router.add(Method::kGet, base + "/{id}/export.yaml",
             Blocking{[&engine](const Request& request) { return export_yaml(engine, request); }});
  router.add(Method::kPut, base + "/{id}",
             Blocking{[&engine](const Request& request) { return update(engine, request); }});
  router.add(Method::kDelete, base + "/{id}",
             Blocking{[&engine](const Request& request) { return remove(engine, request); }});
  router.add(Method::kPost, base + "/validate",
             Blocking{[&engine](const Request& request) { return validate(engine, request); }});
}

}  // namespace ow::server
