// /api/workflow-builder/{id}/execute, /stop and /status, and the same for all: the running workflows.
#include <nlohmann/json.hpp>

#include "server/json_body.h"
#include "server/problem.h"
#include "server/resources/resources.h"
#include "server/status_json.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kOverridesMax = 256;

/// {"node.option": value} as the assignments that the engine takes.
Result<std::vector<std::string>> overrides(const Json& values) {
  if (!values.is_object())
    return fail_at("set", ErrorCode::kInvalidArgument, "must be an object, e.g. {{\"detect.confidence\": 0.4}}");
  if (values.size() > kOverridesMax)
    return fail_at("set", ErrorCode::kInvalidArgument, "has more than {} entries", kOverridesMax);
  std::vector<std::string> out;
  for (const auto& [target, value] : values.items()) {
    if (value.is_structured() || value.is_null())
      return fail_at("set." + target, ErrorCode::kInvalidArgument, "must be text, a number or true or false");
    out.push_back(target + "=" + (value.is_string() ? value.get<std::string>() : value.dump()));
  }
  return out;
}

Result<engine::StartOptions> start_options(const Request& request) {
  engine::StartOptions out;
  if (request.body.empty()) return out;
  OW_TRY(const Json document, parse_json(request.body));
  if (!document.is_object())
    return fail(ErrorCode::kInvalidArgument, "the body must be an object, e.g. {{\"preset\": \"balanced\"}}");
  for (const auto& [name, value] : document.items()) {
    if (name == "set") {
      OW_TRY(out.overrides, overrides(value));
      continue;
    }
    if (name != "preset")
      return fail_at(name, ErrorCode::kInvalidArgument, "is no start option; there are 'preset' and 'set'");
    if (value.is_null()) continue;
    if (!value.is_string()) return fail_at(name, ErrorCode::kInvalidArgument, "must be text, e.g. \"balanced\"");
    out.preset = value.get<std::string>();
  }
  return out;
}

Result<Response> status(engine::Engine& engine, const std::string& id) {
  OW_TRY(const auto status, engine.status(id));
  return json_response(status_json(status));
}

/// The request was right and the workflow is there: what is wrong or "not found" is something that the document names.
bool is_about_the_document(const Error& error) {
  return error.code == ErrorCode::kNotFound ||
         (error.code == ErrorCode::kInvalidArgument && error.place.starts_with("nodes"));
}

Result<Response> execute(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto options, start_options(request));
  const std::string& id = request.parameter("id");
  OW_CHECK(engine.get(id));
  const auto started = engine.execute(id, options);
  if (started) return status(engine, id);
  return is_about_the_document(started.error()) ? problem(422, started.error()) : problem(started.error());
}

Result<Response> stop(engine::Engine& engine, const Request& request) {
  const std::string& id = request.parameter("id");
  OW_CHECK(engine.stop(id));
  return status(engine, id);
}

}  // namespace

void add_run_routes(Router& router, const Services& services) {
  engine::Engine& engine = services.engine;
  const std::string base = "/api/workflow-builder";
  router.add(Method::kPost, base + "/{id}/execute",
             Blocking{[&engine](const Request& request) { return execute(engine, request); }});
  router.add(Method::kPost, base + "/{id}/stop",
             Blocking{[&engine](const Request& request) { return stop(engine, request); }});
  router.add(Method::kGet, base + "/{id}/status",
             Blocking{[&engine](const Request& request) { return status(engine, request.parameter("id")); }});
  router.add(Method::kGet, base + "/status",
             Blocking{[&engine](const Request&) -> Result<Response> { return json_response(statuses_json(engine)); }});
  router.add(Method::kPost, base + "/stop-all", Blocking{[&engine](const Request&) -> Result<Response> {
               OW_CHECK(engine.stop_all());
               return json_response({{"status", "ok"}});
             }});
}

}  // namespace ow::server
