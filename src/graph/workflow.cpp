#include "graph/workflow.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace ow::graph {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kDescriptionBytesMax = 2'000;
constexpr std::size_t kNodeUiBytesMax = 16 << 10;
constexpr std::size_t kUiBytesMax = 256 << 10;
constexpr int kUiDepthMax = 8;
constexpr std::array<std::string_view, 9> kReservedIds = {
    "status", "performance", "validate", "node-types", "stop-all", "versions", "templates", "presets", "trash"};

Status check_keys(const Json& object, const std::vector<std::string>& known, const std::string& place) {
  for (const auto& [key, value] : object.items()) {
    if (std::ranges::find(known, key) == known.end()) {
      return fail_at(place, ErrorCode::kInvalidArgument, "unknown key '{}'{}; known are {}", key,
                     did_you_mean(key, known), join(known));
    }
  }
  return {};
}

int depth_of(const Json& value) {
  int depth = 0;
  if (value.is_structured()) {
    for (const Json& child : value) depth = std::max(depth, depth_of(child));
    ++depth;
  }
  return depth;
}

/// What the builder keeps of its drawing: any object, within bounds.
Status check_ui(const Json& value, std::size_t bytes_max, const std::string& place) {
  if (!value.is_object()) return fail_at(place, ErrorCode::kInvalidArgument, "is not a map");
  if (depth_of(value) > kUiDepthMax) {
    return fail_at(place, ErrorCode::kResourceExhausted, "is nested deeper than {} levels", kUiDepthMax);
  }
  const std::size_t bytes = value.dump(-1, ' ', false, Json::error_handler_t::replace).size();
  if (bytes > bytes_max) return fail_at(place, ErrorCode::kResourceExhausted, "is larger than {} bytes", bytes_max);
  return {};
}

Result<NodeSpec> parse_node(const std::string& id, const Json& json) {
  const std::string place = "nodes." + id;
  if (!is_valid_id(id)) {
    return fail_at(place, ErrorCode::kInvalidArgument, "a node's id is made of a-z, 0-9 and '-', 1 to 64 characters");
  }
  if (!json.is_object()) return fail_at(place, ErrorCode::kInvalidArgument, "is not a map with a 'type'");
  NodeSpec node{.id = id, .type = {}};
  for (const auto& [key, value] : json.items()) {
    if (key == "ui") {
      if (value.is_null()) continue;
      OW_CHECK(check_ui(value, kNodeUiBytesMax, place + ".ui"));
      node.ui = value;
    } else if (key != "type") {
      node.options[key] = value;
    } else if (value.is_string()) {
      node.type = value.get<std::string>();
    }
  }
  if (node.type.empty()) return fail_at(place, ErrorCode::kInvalidArgument, "has no 'type'");
  return node;
}

constexpr std::string_view kEdgeForm = "an edge is written 'a -> b' or 'a.port -> b.port'";

/// "a", "a.port" → id and port; the id is empty where none is written.
std::pair<std::string, std::string> split_endpoint(std::string_view text) {
  text = trim(text);
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return {std::string(text), {}};
  return {std::string(trim(text.substr(0, dot))), std::string(trim(text.substr(dot + 1)))};
}

/// "a -> b -> c" is a chain of edges.
Status parse_edge_text(std::string_view text, const std::string& place, std::vector<EdgeSpec>& edges) {
  std::vector<std::string_view> stops;
  while (true) {
    const std::size_t arrow = text.find("->");
    stops.push_back(text.substr(0, arrow));
    if (arrow == std::string_view::npos) break;
    text.remove_prefix(arrow + 2);
  }
  if (stops.size() < 2 || std::ranges::any_of(stops, [](auto stop) { return split_endpoint(stop).first.empty(); })) {
    return fail_at(place, ErrorCode::kInvalidArgument, kEdgeForm);
  }
  for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
    const auto [from, from_port] = split_endpoint(stops[i]);
    const auto [to, to_port] = split_endpoint(stops[i + 1]);
    edges.push_back({from, from_port, to, to_port});
  }
  return {};
}

Status parse_edges(const Json& json, std::vector<EdgeSpec>& edges) {
  if (!json.is_array()) return fail_at("edges", ErrorCode::kInvalidArgument, "is not a list of 'a -> b'");
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string place = fmt::format("edges[{}]", i);
    if (!json[i].is_string()) {
      return fail_at(place, ErrorCode::kInvalidArgument, kEdgeForm);
    }
    OW_CHECK(parse_edge_text(json[i].get_ref<const std::string&>(), place, edges));
    if (edges.size() > kEdgesMax)
      return fail_at("edges", ErrorCode::kResourceExhausted, "more than {} edges", kEdgesMax);
  }
  return {};
}

Status parse_nodes(const Json& json, std::vector<NodeSpec>& nodes) {
  if (!json.is_object() || json.empty()) {
    return fail_at("nodes", ErrorCode::kInvalidArgument, "is not a map of at least one node: 'id: {{type: …}}'");
  }
  if (json.size() > kNodesMax) return fail_at("nodes", ErrorCode::kResourceExhausted, "more than {} nodes", kNodesMax);
  for (const auto& [id, value] : json.items()) {
    OW_TRY(NodeSpec node, parse_node(id, value));
    nodes.push_back(std::move(node));
  }
  return {};
}

}  // namespace

std::string EdgeSpec::text() const {
  const auto endpoint = [](const std::string& id, const std::string& port) {
    return port.empty() ? id : id + "." + port;
  };
  return endpoint(from, from_port) + " -> " + endpoint(to, to_port);
}

const NodeSpec* Workflow::node(std::string_view id) const {
  const auto found = std::ranges::find(nodes, id, &NodeSpec::id);
  return found == nodes.end() ? nullptr : &*found;
}

Status check_name(const std::string& name) {
  if (name.size() > kWorkflowNameBytesMax)
    return fail_at("name", ErrorCode::kInvalidArgument, "is longer than {} bytes", kWorkflowNameBytesMax);
  if (has_control_character(name)) {
    return fail_at("name", ErrorCode::kInvalidArgument, "holds a control character (a line break, a tab or the like)");
  }
  return {};
}

Result<Workflow> workflow_from_json(const Json& document) {
  if (!document.is_object()) {
    return fail(ErrorCode::kInvalidArgument, "a workflow is a map with 'name', 'nodes' and 'edges'");
  }
  OW_CHECK(check_keys(document, {"name", "description", "nodes", "edges", "layout", "ui"}, "workflow"));
  if (!document.contains("nodes")) return fail_at("nodes", ErrorCode::kInvalidArgument, "is missing");
  Workflow workflow;
  if (const auto name = document.find("name"); name != document.end()) {
    if (!name->is_string()) return fail_at("name", ErrorCode::kInvalidArgument, "is not text");
    workflow.name = name->get<std::string>();
  }
  if (const auto text = document.find("description"); text != document.end() && !text->is_null()) {
    if (!text->is_string()) return fail_at("description", ErrorCode::kInvalidArgument, "is not text");
    workflow.description = text->get<std::string>();
    if (workflow.description.size() > kDescriptionBytesMax) {
      return fail_at("description", ErrorCode::kInvalidArgument, "is longer than {} bytes", kDescriptionBytesMax);
    }
  }
  OW_CHECK(parse_nodes(document.at("nodes"), workflow.nodes));
  if (document.contains("edges")) OW_CHECK(parse_edges(document.at("edges"), workflow.edges));
  for (const auto& [key, drawing] : {std::pair("layout", &workflow.layout), std::pair("ui", &workflow.ui)}) {
    const auto found = document.find(key);
    if (found == document.end() || found->is_null()) continue;
    OW_CHECK(check_ui(*found, kUiBytesMax, key));
    *drawing = *found;
  }
  return workflow;
}

Json to_json(const Workflow& workflow) {
  Json json = {{"name", workflow.name}};
  if (!workflow.description.empty()) json["description"] = workflow.description;
  json["nodes"] = Json::object();
  json["edges"] = Json::array();
  for (const NodeSpec& node : workflow.nodes) {
    Json value = {{"type", node.type}};
    for (const auto& [key, option] : node.options.items()) value[key] = option;
    if (!node.ui.is_null()) value["ui"] = node.ui;
    json["nodes"][node.id] = std::move(value);
  }
  for (const EdgeSpec& edge : workflow.edges) json["edges"].push_back(edge.text());
  if (!workflow.layout.is_null()) json["layout"] = workflow.layout;
  if (!workflow.ui.is_null()) json["ui"] = workflow.ui;
  return json;
}

bool is_valid_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 &&
         std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_reserved_id(std::string_view id) { return std::ranges::find(kReservedIds, id) != kReservedIds.end(); }

}  // namespace ow::graph
