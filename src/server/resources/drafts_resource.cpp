// /api/workflow-builder/{id}/drafts and /draft: what is being edited and was not stored, by the browser that keeps it.
#include <nlohmann/json.hpp>

#include "graph/secrets.h"
#include "server/json_body.h"
#include "server/resources/resources.h"
#include "server/whole_number.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

/// ?keeper=; a program that gives none keeps one draft like any other.
std::string keeper_of(const Request& request) {
  const auto keeper = request.query.find("keeper");
  return keeper == request.query.end() ? std::string() : keeper->second;
}

Json facts_json(const store::Draft& draft) {
  return {{"keeper", draft.keeper},
          {"author", draft.author},
          {"base_version", draft.base_version},
          {"updated_at", draft.updated_at}};
}

Result<Response> list(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto drafts, engine.drafts(request.parameter("id")));
  Json out = Json::array();
  for (const auto& each : drafts) out.push_back(facts_json(each));
  return json_response({{"drafts", std::move(out)}});
}

Result<Response> get(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto draft, engine.draft(request.parameter("id"), keeper_of(request)));
  Json out = facts_json(draft);
  auto document = parse_json(draft.document);
  if (document) graph::mask_secrets(*document);
  out["document"] = document ? std::move(*document) : Json();
  return json_response(out);
}

Result<Response> put(engine::Engine& engine, const Request& request) {
  OW_TRY(const Json body, parse_json(request.body));
  const bool whole = body.is_object() && body.size() == 2 && body.contains("document") && body.contains("base_version");
  const auto base = whole ? whole_json_number(body.at("base_version")) : std::nullopt;
  if (!base || !body.at("document").is_object()) {
    return fail(ErrorCode::kInvalidArgument, "a draft is {{\"base_version\": 3, \"document\": {{…}}}}");
  }
  OW_TRY(const auto draft, engine.set_draft(request.parameter("id"), {.keeper = keeper_of(request),
                                                                      .author = request.caller.name,
                                                                      .document = json_text(body.at("document")),
                                                                      .base_version = *base}));
  return json_response(facts_json(draft));
}

Result<Response> remove(engine::Engine& engine, const Request& request) {
  OW_CHECK(engine.remove_draft(request.parameter("id"), keeper_of(request)));
  Response response;
  response.status = 204;
  return response;
}

}  // namespace

void add_draft_routes(Router& router, const Services& services) {
  engine::Engine& engine = services.engine;
  const std::string one = "/api/workflow-builder/{id}";
  const auto add = [&](Method method, const std::string& path, auto handler) {
    router.add(method, path, Blocking{[&engine, handler](const Request& request) { return handler(engine, request); }});
  };
  add(Method::kGet, one + "/drafts", list);
  add(Method::kGet, one + "/draft", get);
  add(Method::kPut, one + "/draft", put);
  add(Method::kDelete, one + "/draft", remove);
}

}  // namespace ow::server
