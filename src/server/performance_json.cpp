#include "server/performance_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "profile/snapshot_json.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 1000.0) / 1000.0; }

Json help_json(const engine::Help& help) {
  Json out{{"text", help.text}};
  if (!help.option.empty()) {
    out["node"] = help.node;
    out["option"] = help.option;
    out["value"] = help.value;
  }
  return out;
}

}  // namespace

Json performance_json(engine::Engine& engine, const std::string& id, const profile::Snapshot& snapshot) {
  Json out = profile::to_json(snapshot);
  Json& bottlenecks = out["bottlenecks"];
  const auto advice = engine.advice(id, snapshot);
  for (std::size_t i = 0; i < advice.size() && i < bottlenecks.size(); ++i) {
    bottlenecks[i]["node"] = advice[i].node;
    Json& helps = bottlenecks[i]["helps"] = Json::array();
    for (const engine::Help& help : advice[i].helps) helps.push_back(help_json(help));
  }
  return out;
}

Json condensed_json(engine::Engine& engine, const std::string& id, const profile::Snapshot& snapshot) {
  Json out = performance_json(engine, id, snapshot);
  out.erase("nodes");
  return out;
}

Json node_performance(const profile::Snapshot& snapshot, const std::string& node) {
  const auto stats = std::ranges::find(snapshot.nodes, node, &profile::NodeStats::node);
  if (stats == snapshot.nodes.end()) return {};
  const profile::OperationStats* costliest = nullptr;
  double work_ms = 0;
  for (const profile::OperationStats& each : stats->operations) {
    if (each.kind != SpanKind::kWork) continue;
    work_ms += each.avg_ms;
    if (costliest == nullptr || each.avg_ms > costliest->avg_ms) costliest = &each;
  }
  return {{"fps", rounded(stats->fps)},
          {"frames", stats->frames},
          {"work_ms", rounded(work_ms)},
          {"operation", costliest == nullptr ? Json() : Json(costliest->operation)},
          {"p50_ms", costliest == nullptr ? Json() : Json(rounded(costliest->p50_ms))},
          {"p95_ms", costliest == nullptr ? Json() : Json(rounded(costliest->p95_ms))}};
}

}  // namespace ow::server
