// /api/models: the models on disk and those that can be had.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/json_body.h"
#include "server/resources/resources.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

Json installed_json(const models::InstalledModel& model) {
  return {{"name", model.name},
          {"path", model.path.string()},
          {"file_bytes", model.file_bytes},
          {"family", model.entry ? Json(model.entry->family) : Json()},
          {"licence", model.entry ? Json(model.entry->licence) : Json()}};
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
          {"installed", installed}};
}

Result<Response> list(const models::Library& library) {
  const auto found = library.installed();
  Json out{{"default", models::kDefaultModel}};
  Json& installed = out["installed"] = Json::array();
  for (const auto& model : found) installed.push_back(installed_json(model));
  Json& catalogue = out["catalogue"] = Json::array();
  for (const auto& entry : models::catalogue()) {
    const bool here = std::ranges::any_of(found, [&](const auto& model) { return model.name == entry.name; });
    catalogue.push_back(entry_json(entry, here));
  }
  return json_response(out);
}

}  // namespace

void add_model_routes(Router& router, const Services& services) {
  const models::Library& library = services.library;
  router.add(Method::kGet, "/api/models", Blocking{[&library](const Request&) { return list(library); }});
}

}  // namespace ow::server
