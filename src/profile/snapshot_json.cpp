#include "profile/snapshot_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace ow::profile {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 1000.0) / 1000.0; }

Json timing(const OperationStats& stats) {
  return {{"kind", stats.kind == SpanKind::kWork ? "work" : "wait"},
          {"count", stats.count},
          {"avg_ms", rounded(stats.avg_ms)},
          {"p50_ms", rounded(stats.p50_ms)},
          {"p95_ms", rounded(stats.p95_ms)},
          {"p99_ms", rounded(stats.p99_ms)},
          {"max_ms", rounded(stats.max_ms)}};
}

Json sizes(const OperationStats& bytes) {
  return {{"count", bytes.count},         {"avg", rounded(bytes.avg_ms)}, {"p50", rounded(bytes.p50_ms)},
          {"p95", rounded(bytes.p95_ms)}, {"p99", rounded(bytes.p99_ms)}, {"max", rounded(bytes.max_ms)}};
}

Json timings(const std::vector<OperationStats>& operations) {
  Json object = Json::object();
  for (const OperationStats& stats : operations) object[stats.operation] = timing(stats);
  return object;
}

Json bottlenecks(const std::vector<Bottleneck>& found) {
  Json list = Json::array();
  for (const Bottleneck& bottleneck : found) {
    list.push_back({{"operation", bottleneck.operation},
                    {"avg_ms", rounded(bottleneck.avg_ms)},
                    {"share", rounded(bottleneck.share)}});
  }
  return list;
}

Json drops(const std::vector<DropCount>& counted) {
  Json list = Json::array();
  for (const DropCount& drop : counted) {
    list.push_back({{"where", drop.where}, {"reason", to_string(drop.reason)}, {"count", drop.count}});
  }
  return list;
}

Json nodes(const std::vector<NodeStats>& stats) {
  Json object = Json::object();
  for (const NodeStats& node : stats) {
    object[node.node] = {{"fps", rounded(node.fps)}, {"frames", node.frames}, {"operations", timings(node.operations)}};
  }
  return object;
}

}  // namespace

Json to_json(const Snapshot& snapshot) {
  return {{"current_fps", rounded(snapshot.current_fps)},
          {"inference_fps", rounded(snapshot.inference_fps)},
          {"frames", {{"in", snapshot.frames_in}, {"out", snapshot.frames_out}, {"skipped", snapshot.frames_skipped}}},
          {"operations", timings(snapshot.operations)},
          {"bottlenecks", bottlenecks(snapshot.bottlenecks)},
          {"total_latency", timing(snapshot.total_latency)},
          {"unaccounted", timing(snapshot.unaccounted)},
          {"explained_share", snapshot.total_latency.count > 0 ? Json(rounded(snapshot.explained_share)) : Json()},
          {"delivery",
           {{"count", snapshot.delivery.count},
            {"median_ms", rounded(snapshot.delivery.median_ms)},
            {"even_share", rounded(snapshot.delivery.even_share)},
            {"late_share", rounded(snapshot.delivery.late_share)}}},
          {"picture_bytes", sizes(snapshot.picture_bytes)},
          {"drops", drops(snapshot.drops)},
          {"nodes", nodes(snapshot.nodes)}};
}

}  // namespace ow::profile
