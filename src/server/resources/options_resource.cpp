// /api/workflow-builder/{id}/nodes/{node}/options: what may change while a workflow runs.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "graph/secrets.h"
#include "server/json_body.h"
#include "server/problem.h"
#include "server/resources/resources.h"
#include "server/resources/workflow_record.h"
#include "server/status_json.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

Result<Json> read_values(const Request& request) {
  OW_TRY(Json values, parse_json(request.body));
  if (!values.is_object() || values.empty()) {
    return fail(ErrorCode::kInvalidArgument, "the body must be an object of options, e.g. {{\"confidence\": 0.4}}");
  }
  return values;
}

/// The stored document with the values laid over; a null takes an option out.
Result<graph::Workflow> with_values(const store::StoredWorkflow& stored, const std::string& node, const Json& values) {
  OW_TRY(const graph::Workflow original, stored_workflow(stored.document));
  graph::Workflow workflow = original;
  const auto spec = std::ranges::find(workflow.nodes, node, &graph::NodeSpec::id);
  if (spec == workflow.nodes.end()) return fail(ErrorCode::kNotFound, "the workflow has no node '{}'", node);
  for (const auto& [name, value] : values.items()) {
    if (value.is_null()) {
      spec->options.erase(name);
    } else {
      spec->options[name] = value;
    }
  }
  OW_CHECK(graph::restore_secrets(workflow, {&original, 1}));
  return workflow;
}

bool wants_saving(const Request& request) {
  const auto save = request.query.find("save");
  return save != request.query.end() && (save->second == "true" || save->second == "1");
}

bool runs(const engine::WorkflowStatus& status) {
  using enum engine::RunState;
  return status.state == kRunning || status.state == kStarting || status.state == kRestarting;
}

Result<Response> answer(engine::Engine& engine, const Request& request, const engine::OptionsOutcome& outcome,
                        bool saved) {
  OW_TRY(const auto status, engine.status(request.parameter("id")));
  return json_response({{"workflow", status.id},
                        {"node", request.parameter("node")},
                        {"applied", outcome.applied},
                        {"with_next_frame", outcome.with_next_frame},
                        {"needs_restart", outcome.needs_restart},
                        {"options", masked_options(outcome.options)},
                        {"saved", saved},
                        {"stored_version", status.stored_version},
                        {"differs", status.differs}});
}

Result<Response> change(engine::Engine& engine, const Request& request) {
  OW_TRY(const Json values, read_values(request));
  const std::string& id = request.parameter("id");
  const std::string& node = request.parameter("node");
  OW_TRY(const auto stored, engine.get(id));
  OW_TRY(const auto status, engine.status(id));
  const bool save = wants_saving(request);
  engine::OptionsOutcome outcome;
  if (runs(status)) {
    OW_TRY(outcome, engine.set_options(id, node, values));
    if (!outcome.problems.empty()) return workflow_problems(outcome.problems);
  } else if (!save) {
    return fail(ErrorCode::kFailedPrecondition, "workflow '{}' does not run; ?save=true stores the change", id);
  }
  if (save) {
    OW_TRY(const graph::Workflow workflow, with_values(stored, node, values));
    OW_TRY(const Response response, store(engine, id, workflow, {stored.version, 409}, request.caller.name));
    if (response.status != 200) return response;
    if (outcome.options.is_null()) outcome.options = workflow.node(node)->options;
  }
  return answer(engine, request, outcome, save);
}

}  // namespace

void add_option_routes(Router& router, const Services& services) {
  engine::Engine& engine = services.engine;
  router.add(Method::kPatch, "/api/workflow-builder/{id}/nodes/{node}/options",
             Blocking{[&engine](const Request& request) { return change(engine, request); }});
}

}  // namespace ow::server
