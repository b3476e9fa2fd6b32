// /api/workflow-builder/{id}/versions, /duplicate, /undelete and the trash: the history of the stored workflows.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "graph/secrets.h"
#include "server/json_body.h"
#include "server/problem.h"
#include "server/resources/resources.h"
#include "server/resources/workflow_record.h"
#include "server/whole_number.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

Result<std::int64_t> number_of(const Request& request) {
  const std::string& text = request.parameter("version");
  if (const auto number = whole_number(text); number && *number > 0) return *number;
  return fail_at("version", ErrorCode::kInvalidArgument, "'{}' is no version; they are 1, 2, 3 …", text);
}

Result<Response> list(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto versions, engine.versions(request.parameter("id")));
  Json out = Json::array();
  for (const auto& each : versions) {
    out.push_back({{"version", each.version}, {"created_at", each.created_at}, {"author", each.author}});
  }
  return json_response({{"versions", std::move(out)}});
}

Result<Response> get(engine::Engine& engine, const Request& request) {
  OW_TRY(const std::int64_t number, number_of(request));
  OW_TRY(const auto version, engine.version(request.parameter("id"), number));
  if (request.header("accept").starts_with("application/yaml")) return yaml_response(version.document);
  Json out{{"version", version.version}, {"created_at", version.created_at}, {"author", version.author}};
  OW_TRY(out["workflow"], parse_json(version.document));
  graph::mask_secrets(out["workflow"]);
  return json_response(out);
}

Result<Response> restore(engine::Engine& engine, const Request& request) {
  OW_TRY(const std::int64_t number, number_of(request));
  OW_TRY(const auto wanted, wanted_version(request));
  const std::string& id = request.parameter("id");
  OW_TRY(const auto version, engine.version(id, number));
  OW_TRY(const auto workflow, stored_workflow(version.document));
  return store(engine, id, workflow, wanted, request.caller.name);
}

/// The text members of an optional JSON body, all of them known.
Result<Json> read_members(const Request& request, const std::vector<std::string>& known) {
  if (request.body.empty()) return Json::object();
  OW_TRY(Json body, parse_json(request.body));
  if (!body.is_object()) return fail(ErrorCode::kInvalidArgument, "the body must be an object");
  for (const auto& [name, value] : body.items()) {
    if (std::ranges::find(known, name) == known.end()) {
      return fail_at(name, ErrorCode::kInvalidArgument, "is unknown here");
    }
    if (!value.is_string()) return fail_at(name, ErrorCode::kInvalidArgument, "must be text");
  }
  return body;
}

/// A name that is too long for " copy" is kept: ids tell the two apart.
std::string name_of_copy(const std::string& name) {
  const std::string copy = name + " copy";
  return copy.size() <= graph::kWorkflowNameBytesMax ? copy : name;
}

Result<Response> duplicate(engine::Engine& engine, const Request& request) {
  OW_TRY(const Json body, read_members(request, {"name", "id"}));
  OW_TRY(const auto stored, engine.get(request.parameter("id")));
  OW_TRY(graph::Workflow workflow, stored_workflow(stored.document));
  workflow.name = body.value("name", name_of_copy(stored.name));
  std::optional<std::string> id;
  if (body.contains("id")) id = body.at("id").get<std::string>();
  OW_TRY(const auto copy, engine.create(workflow, id, request.caller.name));
  OW_TRY(Response response, record(engine, copy, 201));
  response.headers.emplace_back("Location", "/api/workflow-builder/" + copy.id);
  return response;
}

Result<Response> rename(engine::Engine& engine, const Request& request) {
  OW_TRY(const Json body, read_members(request, {"name", "description"}));
  OW_TRY(const auto wanted, wanted_version(request));
  const std::string& id = request.parameter("id");
  OW_TRY(const auto stored, engine.get(id));
  OW_TRY(Json document, parse_json(stored.document));  // passwords included: nothing of it leaves the program
  for (const auto& [name, value] : body.items()) document[name] = value;
  const auto workflow = graph::workflow_from_json(document);
  if (!workflow) return body_problem({422, workflow.error()});
  return store(engine, id, *workflow, wanted, request.caller.name);
}

Result<Response> no_content(Status status) {
  OW_CHECK(std::move(status));
  Response response;
  response.status = 204;
  return response;
}

Result<Response> trash(engine::Engine& engine) {
  OW_TRY(const auto removed, engine.removed());
  Json out = Json::array();
  for (const auto& each : removed) {
    out.push_back({{"id", each.id}, {"name", each.name}, {"version", each.version}, {"removed_at", each.removed_at}});
  }
  return json_response({{"workflows", std::move(out)}});
}

Result<Response> undelete(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto stored, engine.restore_removed(request.parameter("id")));
  return record(engine, stored, 200);
}

}  // namespace

void add_version_routes(Router& router, const Services& services) {
  engine::Engine& engine = services.engine;
  const std::string base = "/api/workflow-builder";
  const std::string one = base + "/{id}";
  const auto add = [&](Method method, const std::string& path, auto handler) {
    router.add(method, path, Blocking{[&engine, handler](const Request& request) { return handler(engine, request); }});
  };
  add(Method::kGet, one + "/versions", list);
  add(Method::kGet, one + "/versions/{version}", get);
  add(Method::kPost, one + "/versions/{version}/restore", restore);
  add(Method::kPost, one + "/duplicate", duplicate);
  add(Method::kPatch, one, rename);
  add(Method::kPost, one + "/undelete", undelete);
  add(Method::kGet, base + "/trash", [](engine::Engine& e, const Request&) { return trash(e); });
  add(Method::kDelete, base + "/trash",
      [](engine::Engine& e, const Request&) { return no_content(e.forget_removed()); });
}

}  // namespace ow::server
