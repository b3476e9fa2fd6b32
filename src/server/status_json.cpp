#include "server/status_json.h"

#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/clock.h"
#include "base/credentials.h"
#include "base/redact.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

Json milliseconds_or_null(const std::optional<std::chrono::milliseconds>& left) {
  return left ? Json(left->count()) : Json();
}

Json node_json(const engine::NodeStatus& node) {
  Json facts = Json::object();
  for (const auto& [name, value] : node.facts) facts[name] = redact(value);
  return {{"id", node.id},
          {"type", node.type},
          {"health", node.health},
          {"message", redact(node.message)},
          {"next_retry_ms", milliseconds_or_null(node.next_retry_in)},
          {"facts", std::move(facts)}};
}

Json edge_json(const engine::EdgeStatus& edge) {
  return {{"from", edge.from},
          {"to", edge.to},
          {"depth", edge.depth},
          {"capacity", edge.capacity},
          {"policy", edge.policy},
          {"packets", edge.packets},
          {"rate", std::round(edge.rate * 100.0) / 100.0},
          {"drops", edge.drops}};
}

}  // namespace

Json masked_options(const Json& options) {
  Json out = Json::object();
  for (const auto& [name, value] : options.items()) {
    out[name] = value.is_string() ? Json(mask_address(value.get<std::string>())) : value;
  }
  return out;
}

Json edges_json(const engine::WorkflowStatus& status) {
  Json list = Json::array();
  for (const auto& edge : status.edges) list.push_back(edge_json(edge));
  return list;
}

Json status_json(const engine::WorkflowStatus& status) {
  Json out{{"id", status.id},
           {"name", status.name},
           {"state", engine::to_string(status.state)},
           {"message", redact(status.message)},
           {"started_at", status.started_at.empty() ? Json() : Json(status.started_at)},
           {"uptime_s", std::round(status.uptime_s * 1000.0) / 1000.0},
           {"restarts", status.restarts},
           {"preset", status.preset.empty() ? Json() : Json(status.preset)},
           {"version", status.version == 0 ? Json() : Json(status.version)},
           {"stored_version", status.stored_version},
           {"differs", status.differs},
           {"running", masked_options(status.running)},
           {"next_retry_ms", milliseconds_or_null(status.next_retry_in)}};
  Json& nodes = out["nodes"] = Json::array();
  for (const auto& node : status.nodes) nodes.push_back(node_json(node));
  out["edges"] = edges_json(status);
  out["held_bytes"] = status.held_bytes;
  return out;
}

std::int64_t as_of_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock().now().time_since_epoch()).count();
}

Json statuses_json(engine::Engine& engine) {
  const std::int64_t as_of = as_of_us();
  Json list = Json::array();
  for (const auto& status : engine.statuses()) list.push_back(status_json(status));
  return {{"as_of_us", as_of}, {"workflows", std::move(list)}, {"notices", notices_json(engine)}};
}

Json notices_json(engine::Engine& engine) {
  Json list = Json::array();
  for (const Notice& notice : engine.notices().list()) {
    list.push_back(
        {{"topic", notice.topic}, {"severity", to_string(notice.severity)}, {"message", redact(notice.message)}});
  }
  return list;
}

Json problems_json(std::span<const graph::Problem> problems) {
  Json list = Json::array();
  for (const auto& problem : problems) {
    list.push_back({{"place", problem.place},
                    {"message", redact(problem.message)},
                    {"severity", problem.warning ? "warning" : "error"}});
    if (!problem.allowed.is_null()) list.back()["allowed"] = problem.allowed;
  }
  return list;
}

}  // namespace ow::server
