#include "server/resources/workflow_body.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "server/json_body.h"

namespace ow::server {
namespace {

constexpr std::array<std::string_view, 4> kYamlTypes{"application/yaml", "text/yaml", "application/x-yaml",
                                                     "text/x-yaml"};

std::string media_type(const Request& request) {
  const std::string_view type = request.header("content-type");
  return to_lower(trim(type.substr(0, type.find(';'))));
}

std::unexpected<BodyFailure> failure(int status, Error error) {
  return std::unexpected(BodyFailure{status, std::move(error)});
}

}  // namespace

std::expected<graph::Workflow, BodyFailure> read_workflow(const Request& request) {
  const std::string type = media_type(request);
  if (std::ranges::find(kYamlTypes, type) != kYamlTypes.end()) {
    auto workflow = graph::parse_workflow(std::string_view(request.body));
    if (!workflow) return failure(422, std::move(workflow).error());
    return std::move(*workflow);
  }
  if (!type.empty() && type != "application/json") {
    return failure(415, Error{ErrorCode::kInvalidArgument,
                              "a workflow is sent as application/json or application/yaml, not as " + type,
                              {}});
  }
  auto document = parse_json(request.body);
  if (!document) return failure(400, std::move(document).error());
  auto workflow = graph::workflow_from_json(*document);
  if (!workflow) return failure(422, std::move(workflow).error());
  return std::move(*workflow);
}

Result<graph::Workflow> stored_workflow(const std::string& document) {
  OW_TRY(const auto json, parse_json(document));
  return graph::workflow_from_json(json);
}

}  // namespace ow::server
