// /api/models/{name}/pull: a model of the catalogue fetched in the background, and the fetching given up.
#include <nlohmann/json.hpp>

#include "models/downloads.h"
#include "server/json_body.h"
#include "server/resources/model_json.h"
#include "server/resources/resources.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

struct PullBody {
  models::PullRequest request;
  std::string accepted_licence;
};

Result<std::string> text_of(const std::string& name, const Json& value) {
  if (!value.is_string()) return fail_at(name, ErrorCode::kInvalidArgument, "must be text");
  return value.get<std::string>();
}

Result<PullBody> parse_body(const Request& request) {
  PullBody out;
  out.request.name = request.parameter("name");
  if (request.body.empty()) return out;
  OW_TRY(const Json document, parse_json(request.body));
  if (!document.is_object())
    return fail(ErrorCode::kInvalidArgument, "the body must be an object, e.g. {{\"accept_licence\": \"AGPL-3.0\"}}");
  for (const auto& [name, value] : document.items()) {
    if (name == "accept_licence") {
      OW_TRY(out.accepted_licence, text_of(name, value));
    } else if (name == "sha256") {
      OW_TRY(out.request.sha256, text_of(name, value));
    } else if (name == "trust_first_use") {
      if (!value.is_boolean()) return fail_at(name, ErrorCode::kInvalidArgument, "must be true or false");
      if (value.get<bool>()) out.request.unknown_sum = models::UnknownSum::kTrustedFirstUse;
    } else {
      return fail_at(name, ErrorCode::kInvalidArgument,
                     "is not understood; there are 'accept_licence', 'sha256' and 'trust_first_use'");
    }
  }
  return out;
}

Result<models::Downloads*> downloads_of(const Services& services) {
  if (services.downloads != nullptr) return services.downloads;
  return fail(ErrorCode::kUnsupported, "this server fetches no models; use: overwatch models pull");
}

Result<Response> start(const Services& services, const Request& request) {
  OW_TRY(models::Downloads* const downloads, downloads_of(services));
  OW_TRY(PullBody body, parse_body(request));
  OW_TRY(const models::PullPlan plan, downloads->plan(std::move(body.request)));
  if (plan.must_agree && body.accepted_licence != plan.licence) {
    return fail_at("accept_licence", ErrorCode::kFailedPrecondition,
                   "{} is under the licence {}; agree by sending {{\"accept_licence\": \"{}\"}}", plan.name,
                   plan.licence, plan.licence);
  }
  OW_CHECK(downloads->start(plan));
  for (const models::PullStatus& status : downloads->statuses()) {
    if (status.name == plan.name) return json_response(202, pull_json(status));
  }
  return fail(ErrorCode::kInternal, "the download of {} was lost", plan.name);
}

Result<Response> cancel(const Services& services, const Request& request) {
  OW_TRY(models::Downloads* const downloads, downloads_of(services));
  OW_CHECK(downloads->cancel(request.parameter("name")));
  return json_response(Json{{"status", "ok"}});
}

}  // namespace

Json pull_json(const models::PullStatus& status) {
  return {{"name", status.name},
          {"state", models::to_string(status.state)},
          {"bytes", status.bytes},
          {"total", status.total},
          {"error", status.error.empty() ? Json() : Json(status.error)}};
}

void add_model_download_routes(Router& router, const Services& services) {
  const std::string path = "/api/models/{name}/pull";
  router.add(Method::kPost, path, Blocking{[services](const Request& request) { return start(services, request); }});
  router.add(Method::kDelete, path, Blocking{[services](const Request& request) { return cancel(services, request); }});
}

}  // namespace ow::server
