// /api/models: the models on disk and those that can be had.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/json_body.h"
#include "server/resources/model_json.h"
#include "server/resources/resources.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

Json installed_json(const models::InstalledModel& model, const models::Speeds& speeds) {
  return {{"name", model.name},
          {"path", model.path.string()},
          {"file_bytes", model.file_bytes},
          {"family", model.entry ? Json(model.entry->family) : Json()},
          {"licence", model.entry ? Json(model.entry->licence) : Json()},
          {"measured", speed_json(models::speed_of(speeds, model))}};
}

Json entry_json(const models::CatalogueEntry& entry, bool installed) {
  return {{"name", entry.name},
          {"family", entry.family},
          {"task", entry.task},
          {"source", entry.source},
          {"licence", entry.licence},
          {"input_size", entry.input_size},
          {"parameters_millions", entry.parameters_millions},
          {"file_bytes", entry.file_bytes},
          {"how_to_get", entry.how_to_get},
          {"note", entry.note},
          {"can_pull", !entry.url.empty()},
          {"sha256_known", !entry.sha256.empty()},
          {"installed", installed}};
}

Result<Response> list(const Services& services) {
  const auto found = services.library.installed();
  const models::Speeds speeds = models::read_speeds(services.model_speeds);
  Json out{{"default", models::kDefaultModel}};
  Json& installed = out["installed"] = Json::array();
  for (const auto& model : found) installed.push_back(installed_json(model, speeds));
  Json& catalogue = out["catalogue"] = Json::array();
  for (const auto& entry : models::catalogue()) {
    const bool here = std::ranges::any_of(found, [&](const auto& model) { return model.name == entry.name; });
    catalogue.push_back(entry_json(entry, here));
  }
  Json& pulls = out["pulls"] = Json::array();
  if (services.downloads != nullptr) {
    for (const auto& status : services.downloads->statuses()) pulls.push_back(pull_json(status));
  }
  return json_response(out);
}

Json facts_json(const engine::ModelFacts& facts) {
  const bool understood = facts.input.width > 0;
  return {{"name", facts.name},
          {"path", facts.path},
          {"file_bytes", facts.file_bytes},
          {"head", facts.head.empty() ? Json() : Json(facts.head)},
          {"problem", facts.problem.empty() ? Json() : Json(facts.problem)},
          {"task", facts.entry ? Json(facts.entry->task) : Json(understood ? "detect" : "unknown")},
          {"input", understood ? Json{{"width", facts.input.width}, {"height", facts.input.height}} : Json()},
          {"labels", facts.labels},
          {"inputs", facts.inputs},
          {"outputs", facts.outputs},
          {"family", facts.entry ? Json(facts.entry->family) : Json()},
          {"licence", facts.entry ? Json(facts.entry->licence) : Json()},
          {"parameters_millions", facts.entry ? Json(facts.entry->parameters_millions) : Json()}};
}

Result<Response> one(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto facts, engine.model(request.parameter("name")));
  return json_response(facts_json(facts));
}

}  // namespace

void add_model_routes(Router& router, const Services& services) {
  engine::Engine& engine = services.engine;
  router.add(Method::kGet, "/api/models/{name}",
             Blocking{[&engine](const Request& request) { return one(engine, request); }});
  router.add(Method::kGet, "/api/models", Blocking{[services](const Request&) { return list(services); }});
}

}  // namespace ow::server
