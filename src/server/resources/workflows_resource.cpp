// /api/workflow-builder and /api/workflow-builder/{id}: the stored workflows.
#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "graph/secrets.h"
#include "server/json_body.h"
#include "server/problem.h"
#include "server/resources/resources.h"
#include "server/resources/workflow_body.h"
#include "server/status_json.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

std::string etag_of(std::int64_t version) { return '"' + std::to_string(version) + '"'; }

/// The version in If-Match: nothing for no header or "*". Weak tags never match (RFC 9110), nor do several.
Result<std::optional<std::int64_t>> wanted_version(const Request& request) {
  std::string_view tag = request.header("if-match");
  if (tag.empty() || tag == "*") return std::nullopt;
  std::int64_t version = 0;
  const bool quoted = tag.size() > 2 && tag.front() == '"' && tag.back() == '"';
  if (quoted) tag = tag.substr(1, tag.size() - 2);
  const auto parsed = std::from_chars(tag.data(), tag.data() + tag.size(), version);
  if (!quoted || parsed.ec != std::errc() || parsed.ptr != tag.data() + tag.size()) {
    return fail_at("If-Match", ErrorCode::kInvalidArgument, "must be a version in quotes, as ETag gave it, e.g. \"3\"");
  }
  return version;
}

Json summary_json(const store::StoredWorkflow& stored, engine::RunState state) {
  return {{"id", stored.id},
          {"name", stored.name},
          {"version", stored.version},
          {"created_at", stored.created_at},
          {"updated_at", stored.updated_at},
          {"state", engine::to_string(state)}};
}

engine::RunState state_of(engine::Engine& engine, const std::string& id) {
  const auto status = engine.status(id);
  return status ? status->state : engine::RunState::kStopped;
}

Result<Response> record(engine::Engine& engine, const store::StoredWorkflow& stored, int status) {
  Json out = summary_json(stored, state_of(engine, stored.id));
  OW_TRY(out["workflow"], parse_json(stored.document));
  graph::mask_secrets(out["workflow"]);
  Response response = json_response(status, out);
  response.headers.emplace_back("ETag", etag_of(stored.version));
  return response;
}

Response body_problem(const BodyFailure& failure) {
  if (failure.status != 422) return problem(failure.status, failure.error);
  const graph::Problem each{failure.error.place, failure.error.message, false};
  return workflow_problems({&each, 1});
}

/// What forbids storing a document. A model that is not there yet does not: it can be got before the start.
std::vector<graph::Problem> problems_of(const engine::Engine& engine, const graph::Workflow& workflow) {
  return graph::validate(workflow, engine.registry()).problems;
}

bool has_errors(const std::vector<graph::Problem>& problems) {
  return std::ranges::any_of(problems, [](const graph::Problem& problem) { return !problem.warning; });
}

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
  if (const auto hidden = graph::restore_secrets(*workflow, nullptr); !hidden)
    return body_problem({422, hidden.error()});
  if (const auto problems = problems_of(engine, *workflow); has_errors(problems)) return workflow_problems(problems);
  std::optional<std::string> id;
  if (const auto wanted = request.query.find("id"); wanted != request.query.end()) id = wanted->second;
  OW_TRY(const auto stored, engine.create(*workflow, id));
  OW_TRY(Response response, record(engine, stored, 201));
  response.headers.emplace_back("Location", "/api/workflow-builder/" + stored.id);
  return response;
}

Result<Response> get(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto stored, engine.get(request.parameter("id")));
  const auto format = request.query.find("format");
  if (format == request.query.end() || format->second == "json") return record(engine, stored, 200);
  if (format->second != "yaml") {
    return fail_at("format", ErrorCode::kInvalidArgument, "must be json or yaml, not '{}'", format->second);
  }
  OW_TRY(auto workflow, stored_workflow(stored.document));
  graph::mask_secrets(workflow);
  Response response;
  response.content_type = "application/yaml";
  response.headers.emplace_back("ETag", etag_of(stored.version));
  response.body = graph::to_yaml(workflow);
  return response;
}

Result<Response> update(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto version, wanted_version(request));
  auto workflow = read_workflow(request);
  if (!workflow) return body_problem(workflow.error());
  const std::string& id = request.parameter("id");
  OW_TRY(const auto before, engine.get(id));
  OW_TRY(const auto original, stored_workflow(before.document));
  if (const auto hidden = graph::restore_secrets(*workflow, &original); !hidden)
    return body_problem({422, hidden.error()});
  if (const auto problems = problems_of(engine, *workflow); has_errors(problems)) return workflow_problems(problems);
  const auto stored = engine.update(id, *workflow, version);
  if (stored) return record(engine, *stored, 200);
  const bool overtaken = version && stored.error().code == ErrorCode::kFailedPrecondition;
  return overtaken ? problem(412, stored.error()) : problem(stored.error());
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
  router.add(Method::kPut, base + "/{id}",
             Blocking{[&engine](const Request& request) { return update(engine, request); }});
  router.add(Method::kDelete, base + "/{id}",
             Blocking{[&engine](const Request& request) { return remove(engine, request); }});
  router.add(Method::kPost, base + "/validate",
             Blocking{[&engine](const Request& request) { return validate(engine, request); }});
}

}  // namespace ow::server
