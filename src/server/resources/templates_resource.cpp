// /api/workflow-builder/templates and /presets: what to begin with.
#include <nlohmann/json.hpp>

#include "engine/presets.h"
#include "server/json_body.h"
#include "server/resources/resources.h"
#include "server/workflow_templates.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

Result<Json> template_json(const WorkflowTemplate& each) {
  OW_TRY(const graph::Workflow workflow, graph::parse_workflow(each.yaml));
  return Json{{"name", each.name},
              {"title", workflow.name},
              {"description", workflow.description},
              {"yaml", each.yaml},
              {"workflow", graph::to_json(workflow)}};
}

Result<Response> templates() {
  Json out = Json::array();
  for (const WorkflowTemplate& each : workflow_templates()) {
    OW_TRY(Json json, template_json(each));
    out.push_back(std::move(json));
  }
  return json_response({{"templates", std::move(out)}});
}

Result<Response> presets() {
  Json out = Json::array();
  for (const engine::Preset& preset : engine::presets()) {
    Json changes = Json::array();
    for (const engine::PresetValue& value : preset.values) {
      changes.push_back({{"node_type", value.node_type}, {"option", value.option}, {"value", value.value}});
    }
    out.push_back({{"name", preset.name}, {"doc", preset.doc}, {"changes", std::move(changes)}});
  }
  return json_response({{"presets", std::move(out)}});
}

}  // namespace

void add_template_routes(Router& router, const Services&) {
  router.add(Method::kGet, "/api/workflow-builder/templates", Blocking{[](const Request&) { return templates(); }});
  router.add(Method::kGet, "/api/workflow-builder/presets", Inline{[](const Request&) { return presets(); }});
}

}  // namespace ow::server
