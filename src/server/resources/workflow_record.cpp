#include "server/resources/workflow_record.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "graph/secrets.h"
#include "server/json_body.h"
#include "server/problem.h"
#include "server/whole_number.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

engine::RunState state_of(engine::Engine& engine, const std::string& id) {
  const auto status = engine.status(id);
  return status ? status->state : engine::RunState::kStopped;
}

}  // namespace

std::string etag_of(std::int64_t version) { return '"' + std::to_string(version) + '"'; }

Result<WantedVersion> wanted_version(const Request& request) {
  const std::string_view tag = request.header("if-match");
  if (tag.empty()) {
    const auto expected = request.query.find("expected_version");
    if (expected == request.query.end()) return WantedVersion{};
    const auto number = whole_number(expected->second);
    if (number) return WantedVersion{number, 409};
    return fail_at("expected_version", ErrorCode::kInvalidArgument, "must be a version, e.g. 3");
  }
  if (tag == "*") return WantedVersion{};
  const bool quoted = tag.size() > 2 && tag.front() == '"' && tag.back() == '"';
  const auto number = quoted ? whole_number(tag.substr(1, tag.size() - 2)) : std::nullopt;
  if (number) return WantedVersion{number, 412};
  return fail_at("If-Match", ErrorCode::kInvalidArgument, "must be a version in quotes, as ETag gave it, e.g. \"3\"");
}

Json summary_json(const store::StoredWorkflow& stored, engine::RunState state) {
  return {{"id", stored.id},
          {"name", stored.name},
          {"version", stored.version},
          {"created_at", stored.created_at},
          {"updated_at", stored.updated_at},
          {"state", engine::to_string(state)}};
}

Result<Response> record(engine::Engine& engine, const store::StoredWorkflow& stored, int status) {
  Json out = summary_json(stored, state_of(engine, stored.id));
  OW_TRY(out["workflow"], parse_json(stored.document));
  graph::mask_secrets(out["workflow"]);
  Response response = json_response(status, out);
  response.headers.emplace_back("ETag", etag_of(stored.version));
  return response;
}

Result<Response> yaml_response(const std::string& document) {
  OW_TRY(auto workflow, stored_workflow(document));
  graph::mask_secrets(workflow);
  Response response;
  response.content_type = "application/yaml";
  response.body = graph::to_yaml(workflow);
  return response;
}

Response body_problem(const BodyFailure& failure) {
  if (failure.status != 422) return problem(failure.status, failure.error);
  const graph::Problem each{failure.error.place, failure.error.message, false};
  return workflow_problems({&each, 1});
}

std::vector<graph::Problem> problems_of(const engine::Engine& engine, const graph::Workflow& workflow) {
  return graph::validate(workflow, engine.registry()).problems;
}

bool has_errors(const std::vector<graph::Problem>& problems) {
  return std::ranges::any_of(problems, [](const graph::Problem& problem) { return !problem.warning; });
}

Result<Response> store(engine::Engine& engine, const std::string& id, const graph::Workflow& workflow,
                       const WantedVersion& wanted, const std::string& author) {
  if (const auto problems = problems_of(engine, workflow); has_errors(problems)) return workflow_problems(problems);
  const auto stored = engine.update(id, workflow, wanted.number, author);
  if (stored) return record(engine, *stored, 200);
  const bool overtaken = wanted.number && stored.error().code == ErrorCode::kFailedPrecondition;
  if (!overtaken) return problem(stored.error());
  OW_TRY(const auto present, engine.get(id));
  return problem(wanted.conflict_status, stored.error(),
                 {{"expected_version", *wanted.number}, {"current_version", present.version}});
}

}  // namespace ow::server
