// A stored workflow in answers, and storing one under the version that was edited.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "engine/engine.h"
#include "graph/workflow.h"
#include "server/http_message.h"
#include "server/resources/workflow_body.h"

namespace ow::server {

std::string etag_of(std::int64_t version);

/// The version that a change is meant for, and the status that says it is another by now.
struct WantedVersion {
  std::optional<std::int64_t> number;
  int conflict_status = 412;
};

/// Of If-Match (nothing for no header or "*"; weak tags never match, RFC 9110, nor do several), else of ?expected_version=.
Result<WantedVersion> wanted_version(const Request& request);

/// {id, name, version, created_at, updated_at, state}.
nlohmann::ordered_json summary_json(const store::StoredWorkflow& stored, engine::RunState state);

/// The same with the document, its passwords hidden, and the version as ETag.
Result<Response> record(engine::Engine& engine, const store::StoredWorkflow& stored, int status);

/// application/yaml with hidden passwords, the same bytes for the same document.
Result<Response> yaml_response(const std::string& document);

/// What is wrong with a body, as an answer.
Response body_problem(const BodyFailure& failure);

/// What forbids storing a document. A model that is not there yet does not: it can be got before the start.
std::vector<graph::Problem> problems_of(const engine::Engine& engine, const graph::Workflow& workflow);
bool has_errors(const std::vector<graph::Problem>& problems);

/// Stores a version as `author`. 200 with the record, 422 with problems, or a conflict with `expected_version` and `current_version`.
Result<Response> store(engine::Engine& engine, const std::string& id, const graph::Workflow& workflow,
                       const WantedVersion& wanted, const std::string& author);

}  // namespace ow::server
