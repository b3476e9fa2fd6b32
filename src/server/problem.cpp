#include "server/problem.h"

#include <nlohmann/json.hpp>

#include "server/json_body.h"
#include "server/status_json.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

Json document_of(int status, const Error& error) {
  // "about:blank" is RFC 9457's word for "the status says it all"; `code` tells kinds apart for programs.
  Json out{{"type", "about:blank"},
           {"title", reason_of(status)},
           {"status", status},
           {"detail", error.message},
           {"code", to_string(error.code)}};
  if (!error.place.empty()) out["place"] = error.place;
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
    case ErrorCode::kUnsupported: return 422;
    case ErrorCode::kStorageFull: return 507;
    case ErrorCode::kResourceExhausted:
    case ErrorCode::kUnavailable:
    case ErrorCode::kCancelled: return 503;
    case ErrorCode::kDeadlineExceeded: return 504;
    case ErrorCode::kDataLoss:
    case ErrorCode::kInternal: return 500;
  }
  return 500;
}

Response problem(const Error& error) { return problem(http_status_of(error.code), error); }

Response problem(int status, const Error& error) {
  Response out = as_problem(status, document_of(status, error));
  if (status == 503) out.headers.emplace_back("Retry-After", "1");
  return out;
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
  return as_problem(422, document);
}

}  // namespace ow::server
