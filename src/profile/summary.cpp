#include "profile/summary.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "profile/operations.h"

namespace ow::profile {
namespace {

constexpr double kBottleneckShare = 0.40;
constexpr double kBottleneckMs = 30.0;

void pool(OperationValues& into, const OperationValues& from) {
  into.kind = from.kind;
  into.values.insert(into.values.end(), from.values.begin(), from.values.end());
  into.total_count += from.total_count;
  into.total += from.total;
}

OperationStats stats_of(std::string name, OperationValues& values) {
  OperationStats stats = summarise(std::move(name), values.kind, values.values);
  stats.total_count = values.total_count;
  stats.total_ms = values.total;
  return stats;
}

std::vector<OperationStats> stats_of(OperationTable& table) {
  std::vector<OperationStats> operations;
  for (auto& [name, values] : table) operations.push_back(stats_of(name, values));
  std::stable_sort(operations.begin(), operations.end(), [](const OperationStats& a, const OperationStats& b) {
    return std::pair(a.kind, path_rank(a.operation)) < std::pair(b.kind, path_rank(b.operation));
  });
  return operations;
}

std::vector<Bottleneck> bottlenecks_of(const std::vector<OperationStats>& operations) {
  double sum_ms = 0;
  for (const OperationStats& stats : operations) {
    if (stats.kind == SpanKind::kWork) sum_ms += stats.avg_ms;
  }
  std::vector<Bottleneck> bottlenecks;
  for (const OperationStats& stats : operations) {
    if (stats.kind != SpanKind::kWork || sum_ms <= 0) continue;
    const double share = stats.avg_ms / sum_ms;
    if (share >= kBottleneckShare || stats.avg_ms > kBottleneckMs)
      bottlenecks.push_back({stats.operation, stats.avg_ms, share});
  }
  std::stable_sort(bottlenecks.begin(), bottlenecks.end(),
                   [](const Bottleneck& a, const Bottleneck& b) { return a.avg_ms > b.avg_ms; });
  return bottlenecks;
}

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

double explained_share(const WindowValues& values) {
  const double total = sum(values.total_latency_ms.values);
  return total > 0 ? 1.0 - sum(values.unaccounted_ms.values) / total : 1.0;
}

NodeStats node_stats(NodeValues& values) {
  NodeStats stats;
  stats.node = std::move(values.node);
  stats.fps = values.out_fps;
  stats.frames = values.frames_out;
  stats.operations = stats_of(values.operations);
  return stats;
}

/// Of all views; each interval is held against its own view's median.
DeliveryStats delivery_of(std::vector<NodeValues>& nodes) {
  constexpr double kEvenMs = 20;
  constexpr double kLateFactor = 1.5;
  DeliveryStats stats;
  std::vector<double> all;
  std::ptrdiff_t even = 0, late = 0;
  for (NodeValues& node : nodes) {
    std::vector<double>& intervals = node.delivery_ms;
    std::ranges::sort(intervals);
    const double median = nearest_rank(intervals, 0.5);
    even += std::ranges::count_if(intervals, [&](double ms) { return std::abs(ms - median) <= kEvenMs; });
    late += std::ranges::count_if(intervals, [&](double ms) { return ms > kLateFactor * median; });
    all.insert(all.end(), intervals.begin(), intervals.end());
  }
  if (all.empty()) return stats;
  std::ranges::sort(all);
  stats.count = all.size();
  stats.median_ms = nearest_rank(all, 0.5);
  stats.even_share = static_cast<double>(even) / static_cast<double>(all.size());
  stats.late_share = static_cast<double>(late) / static_cast<double>(all.size());
  return stats;
}

void add(FrameRates& into, const FrameRates& from) {
  into.current_fps += from.current_fps;
  into.inference_fps += from.inference_fps;
  into.frames_in += from.frames_in;
  into.frames_out += from.frames_out;
  into.frames_skipped += from.frames_skipped;
}

}  // namespace

FrameRates rates_of(const std::vector<NodeValues>& nodes) {
  FrameRates rates;
  double source_fps = 0;
  std::uint64_t busiest = 0;
  for (const NodeValues& node : nodes) {
    rates.frames_in += node.frames_in;
    rates.frames_skipped += node.skips;
    source_fps += node.in_fps;
    busiest = std::max(busiest, node.frames_out);
    if (!node.is_model) continue;
    rates.current_fps = std::max(rates.current_fps, node.out_fps + node.skip_fps);
    rates.inference_fps += node.out_fps;
    rates.frames_out += node.frames_out;
  }
  if (std::ranges::none_of(nodes, &NodeValues::is_model)) {
    rates.current_fps = source_fps;
    rates.frames_out = busiest;
  }
  return rates;
}

void merge(WindowValues& values, WindowValues other, const std::string& workflow) {
  for (NodeValues& node : other.nodes) {
    node.node = workflow + "/" + node.node;
    values.nodes.push_back(std::move(node));
  }
  for (DropCount& drop : other.drops) {
    drop.where = workflow + "/" + drop.where;
    values.drops.push_back(std::move(drop));
  }
  pool(values.total_latency_ms, other.total_latency_ms);
  pool(values.unaccounted_ms, other.unaccounted_ms);
  pool(values.picture_bytes, other.picture_bytes);
  add(values.rates, other.rates);
}

Snapshot summarise(WindowValues values) {
  Snapshot snapshot;
  snapshot.current_fps = values.rates.current_fps;
  snapshot.inference_fps = values.rates.inference_fps;
  snapshot.frames_in = values.rates.frames_in;
  snapshot.frames_out = values.rates.frames_out;
  snapshot.frames_skipped = values.rates.frames_skipped;
  OperationTable pooled;
  for (const NodeValues& node : values.nodes) {
    for (const auto& [name, operation] : node.operations) pool(pooled[name], operation);
  }
  snapshot.operations = stats_of(pooled);
  snapshot.bottlenecks = bottlenecks_of(snapshot.operations);
  snapshot.explained_share = explained_share(values);
  snapshot.total_latency = stats_of("total_latency", values.total_latency_ms);
  snapshot.unaccounted = stats_of("unaccounted", values.unaccounted_ms);
  snapshot.picture_bytes = stats_of("picture_bytes", values.picture_bytes);
  snapshot.delivery = delivery_of(values.nodes);
  snapshot.drops = std::move(values.drops);
  for (NodeValues& node : values.nodes) snapshot.nodes.push_back(node_stats(node));
  return snapshot;
}

}  // namespace ow::profile
