#include "profile/prometheus.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace ow::profile {
namespace {

using Labels = std::vector<prometheus::ClientMetric::Label>;
using Metric = prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

Metric counter(Labels labels, double value) {
  Metric metric;
  metric.label = std::move(labels);
  metric.counter.value = value;
  return metric;
}

Metric gauge(Labels labels, double value) {
  Metric metric;
  metric.label = std::move(labels);
  metric.gauge.value = value;
  return metric;
}

Metric summary(Labels labels, const OperationStats& stats) {
  Metric metric;
  metric.label = std::move(labels);
  metric.summary.sample_count = stats.total_count;
  metric.summary.sample_sum = stats.total_ms;
  if (stats.count > 0) metric.summary.quantile = {{0.5, stats.p50_ms}, {0.95, stats.p95_ms}, {0.99, stats.p99_ms}};
  return metric;
}

/// The families in the order of the text.
struct Families {
  MetricFamily in{"overwatch_frames_in_total", "Frames that sources produced", MetricType::Counter, {}};
  MetricFamily out{
      "overwatch_frames_out_total", "Frames inferred on, or finished where there is no model", MetricType::Counter, {}};
  MetricFamily skipped{"overwatch_frames_skipped_total", "Frames passed on without inference", MetricType::Counter, {}};
  MetricFamily dropped{"overwatch_frames_dropped_total", "Frames lost, by place and reason", MetricType::Counter, {}};
  MetricFamily fps{"overwatch_fps", "Model results a second over the window", MetricType::Gauge, {}};
  MetricFamily inference_fps{"overwatch_inference_fps", "Inferences a second over the window", MetricType::Gauge, {}};
  MetricFamily node_fps{
      "overwatch_node_fps", "Frames that a node finished a second over the window", MetricType::Gauge, {}};
  MetricFamily stages{"overwatch_stage_milliseconds", "Time of a stage or wait of a node", MetricType::Summary, {}};
  MetricFamily latency{"overwatch_latency_milliseconds", "Capture to send", MetricType::Summary, {}};
  MetricFamily unaccounted{
      "overwatch_unaccounted_milliseconds", "Latency that no stage or wait explains", MetricType::Summary, {}};
  MetricFamily pictures{"overwatch_picture_bytes", "Size of the encoded pictures", MetricType::Summary, {}};
};

void add_nodes(Families& families, const std::string& id, const std::vector<NodeStats>& nodes) {
  for (const NodeStats& node : nodes) {
    families.node_fps.metric.push_back(gauge({{"workflow", id}, {"node", node.node}}, node.fps));
    for (const OperationStats& stats : node.operations) {
      const char* kind = stats.kind == SpanKind::kWork ? "work" : "wait";
      families.stages.metric.push_back(
          summary({{"workflow", id}, {"node", node.node}, {"operation", stats.operation}, {"kind", kind}}, stats));
    }
  }
}

void add_workflow(Families& families, const std::string& id, const Snapshot& snapshot) {
  const Labels workflow = {{"workflow", id}};
  families.in.metric.push_back(counter(workflow, static_cast<double>(snapshot.frames_in)));
  families.out.metric.push_back(counter(workflow, static_cast<double>(snapshot.frames_out)));
  families.skipped.metric.push_back(counter(workflow, static_cast<double>(snapshot.frames_skipped)));
  for (const DropCount& drop : snapshot.drops) {
    families.dropped.metric.push_back(
        counter({{"workflow", id}, {"where", drop.where}, {"reason", std::string(to_string(drop.reason))}},
                static_cast<double>(drop.count)));
  }
  families.fps.metric.push_back(gauge(workflow, snapshot.current_fps));
  families.inference_fps.metric.push_back(gauge(workflow, snapshot.inference_fps));
  add_nodes(families, id, snapshot.nodes);
  families.latency.metric.push_back(summary(workflow, snapshot.total_latency));
  families.unaccounted.metric.push_back(summary(workflow, snapshot.unaccounted));
  families.pictures.metric.push_back(summary(workflow, snapshot.picture_bytes));
}

std::vector<MetricFamily> process_families(const ProcessStats& process) {
  return {
      {"process_resident_memory_bytes",
       "Resident memory",
       MetricType::Gauge,
       {gauge({}, static_cast<double>(process.resident_bytes))}},
      {"process_virtual_memory_bytes",
       "Virtual memory",
       MetricType::Gauge,
       {gauge({}, static_cast<double>(process.virtual_bytes))}},
      {"process_cpu_seconds_total", "User and system time", MetricType::Counter, {counter({}, process.cpu_seconds)}},
      {"process_open_fds",
       "Open file descriptors",
       MetricType::Gauge,
       {gauge({}, static_cast<double>(process.open_fds))}},
      {"process_max_fds",
       "File descriptors allowed",
       MetricType::Gauge,
       {gauge({}, static_cast<double>(process.fds_max))}},
      {"process_threads", "Threads", MetricType::Gauge, {gauge({}, static_cast<double>(process.threads))}},
  };
}

void add_growths(std::vector<MetricFamily>& all, std::span<const Growth> growths) {
  MetricFamily slopes{"overwatch_growth_per_hour", "Slope of what should stay level", MetricType::Gauge, {}};
  MetricFamily suspected{"overwatch_leak_suspected", "1 when a series grows on and on", MetricType::Gauge, {}};
  for (const Growth& growth : growths) {
    slopes.metric.push_back(gauge({{"series", growth.series}}, growth.per_hour));
    suspected.metric.push_back(gauge({{"series", growth.series}}, growth.suspicious ? 1 : 0));
  }
  if (growths.empty()) return;
  all.push_back(std::move(slopes));
  all.push_back(std::move(suspected));
}

}  // namespace

std::string prometheus_text(const Profiler& profiler, const ProcessStats& process, std::span<const Growth> growths) {
  Families families;
  for (const auto& [id, snapshot] : profiler.snapshots()) add_workflow(families, id, snapshot);
  std::vector<MetricFamily> all = process_families(process);
  for (MetricFamily* family :
       {&families.in, &families.out, &families.skipped, &families.dropped, &families.fps, &families.inference_fps,
        &families.node_fps, &families.stages, &families.latency, &families.unaccounted, &families.pictures}) {
    if (!family->metric.empty()) all.push_back(std::move(*family));
  }
  add_growths(all, growths);
  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, all);
  return text.str();
}

}  // namespace ow::profile
