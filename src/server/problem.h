// Failures as RFC 9457 problem documents (application/problem+json).
#pragma once

#include <span>
#include <string>

#include "base/error.h"
#include "graph/workflow.h"
#include "server/http_message.h"

namespace ow::server {

inline constexpr const char* kProblemType = "application/problem+json";

/// The HTTP status that a code stands for.
int http_status_of(ErrorCode code);

/// {type, title, status, detail, code, place?} with the status of the error's code, or with `status` where the
/// protocol knows better (405, 413, 431 …).
Response problem(const Error& error);
Response problem(int status, const Error& error);

/// With members of its own beside the usual ones: what a program needs to go on.
Response problem(int status, const Error& error, const nlohmann::ordered_json& members);

/// 422 with everything that is wrong with a workflow: the problem document's `problems`, and
/// `errors` [{place, message, allowed}] without the warnings. Every other 422 has `errors` too.
Response workflow_problems(std::span<const graph::Problem> problems);

}  // namespace ow::server
