#include "server/problem.h"

#include <nlohmann/json.hpp>

#include "base/redact.h"
#include "server/json_body.h"
#include "server/status_json.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

Json error_json(const graph::Problem& problem) {
  Json out{{"place", problem.place}, {"message", redact(problem.message)}};
  if (!problem.allowed.is_null()) out["allowed"] = problem.allowed;
  return out;
}

Json document_of(int status, const Error& error) {
  // "about:blank" is RFC 9457's word for "the status says it all"; `code` tells kinds apart for programs.
  Json out{{"type", "about:blank"},
           {"title", reason_of(status)},
           {"status", status},
           {"detail", redact(error.message)},
           {"code", to_string(error.code)}};
  if (!error.place.empty()) out["place"] = error.place;
  if (status == 422) out["errors"] = Json::array({error_json({error.place, error.message, false})});
  return out;
}

Response as_problem(int status, const Json& document) {
  Response out = json_response(status, document);
  out.content_type = kProblemType;
  return out;
}

}  // namespace

int http_status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument: return 400;
    case ErrorCode::kNotFound: return 404;
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kFailedPrecondition: return 409;
    case ErrorCode::kPermissionDenied: return 403;
    case ErrorCode::kUnsupported:
    case ErrorCode::kDataLoss: return 422;
    case ErrorCode::kResourceExhausted:
    case ErrorCode::kUnavailable:
    case ErrorCode::kCancelled: return 503;
    case ErrorCode::kDeadlineExceeded: return 504;
    case ErrorCode::kInternal: return 500;
  }
  return 500;
}

Response problem(const Error& error) {
  if (error.place == "store") {
    // The server's own file, not what the client sent or named.
    if (error.code == ErrorCode::kResourceExhausted) return problem(507, error);
    if (error.code == ErrorCode::kDataLoss) return problem(500, error);
  }
  return problem(http_status_of(error.code), error);
}

Response problem(int status, const Error& error) {
  Response out = as_problem(status, document_of(status, error));
  if (status == 503) out.headers.emplace_back("Retry-After", "1");
  return out;
}

Response problem(int status, const Error& error, const Json& members) {
  Json document = document_of(status, error);
  for (const auto& [name, value] : members.items()) document[name] = value;
  return as_problem(status, document);
}

Response workflow_problems(std::span<const graph::Problem> problems) {
  std::string detail = "the workflow cannot be used";
  std::string place;
  for (const graph::Problem& each : problems) {
    if (each.warning) continue;
    detail = each.message;
    place = each.place;
    break;
  }
  Json document = document_of(422, Error{ErrorCode::kInvalidArgument, detail, place});
  document["problems"] = problems_json(problems);
  Json& errors = document["errors"] = Json::array();
  for (const graph::Problem& each : problems) {
    if (!each.warning) errors.push_back(error_json(each));
  }
  return as_problem(422, document);
}

}  // namespace ow::server
