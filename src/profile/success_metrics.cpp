#include "profile/success_metrics.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "profile/operations.h"

namespace ow::profile {
namespace {

// "Success Metrics" of the specification; a frame's kilobyte has 1,000 bytes there and here. The shares say in figures what
// "smooth visualization" and "no stuttering" mean there.
constexpr double kFpsCpu = 12;
constexpr double kFpsGpu = 20;
constexpr double kLatencyMs = 100;
constexpr double kFrameKb = 70;
constexpr double kSmoothPercent = 95;
constexpr double kStutterPercent = 2;
constexpr double kCpuPercent = 50;
constexpr double kGpuPercentMin = 30;
constexpr double kGpuPercentMax = 70;

void judge(SuccessMetric& metric, bool met, std::string advice) {
  metric.verdict = met ? MetricVerdict::kMet : MetricVerdict::kMissed;
  if (!met) metric.advice = std::move(advice);
}

/// What takes the most time of a frame, waits included.
std::string longest_part(const Snapshot& snapshot) {
  const auto longest = std::ranges::max_element(snapshot.operations, {}, &OperationStats::avg_ms);
  if (longest == snapshot.operations.end()) return {};
  return fmt::format("{} takes {:.0f} ms", title_of(longest->operation), longest->avg_ms);
}

/// Whether the machine could not do more: a stage is at work nearly all the time, or frames wait in vain.
bool is_at_its_limit(const Snapshot& snapshot) {
  constexpr double kBusy = 0.8;
  constexpr double kLostShare = 0.02;
  std::uint64_t lost = 0;
  for (const DropCount& drop : snapshot.drops) {
    if (drop.reason != DropReason::kRateLimit && drop.reason != DropReason::kCorrupt) lost += drop.count;
  }
  if (static_cast<double>(lost) > kLostShare * static_cast<double>(snapshot.frames_in)) return true;
  return std::ranges::any_of(snapshot.operations, [&](const OperationStats& operation) {
    return operation.kind == SpanKind::kWork && operation.avg_ms * snapshot.current_fps >= kBusy * 1000;
  });
}

std::string rate_advice(const Snapshot& snapshot) {
  if (snapshot.bottlenecks.empty()) return "frames are lost though no stage is slow: is the machine busy otherwise?";
  const Bottleneck& slowest = snapshot.bottlenecks.front();
  const std::string what = fmt::format("{} takes {:.0f} ms", title_of(slowest.operation), slowest.avg_ms);
  if (slowest.operation == stage::kModelInference) {
    return what + ": a smaller or INT8 model, skip_similar for still scenes, or a GPU";
  }
  if (slowest.operation == stage::kVideoDecode) return what + ": a smaller stream of the camera, or hw_decode";
  return what + ": a smaller resolution_scale or max_width";
}

SuccessMetric rate(const Snapshot& snapshot, const LoadFacts& load) {
  const double target = load.on_gpu ? kFpsGpu : kFpsCpu;
  SuccessMetric metric{.id = "fps",
                       .title = "Frames per second",
                       .target = fmt::format(">= {} ({})", target, load.on_gpu ? "GPU" : "CPU"),
                       .value = {},
                       .unit = "fps"};
  if (snapshot.current_fps <= 0) return metric;
  metric.value = snapshot.current_fps;
  if (snapshot.current_fps < target && !is_at_its_limit(snapshot)) {
    metric.verdict = MetricVerdict::kNotApplicable;
    metric.advice = "every frame is processed: the source's own rate, processing_fps or the model's fps set the pace";
    return metric;
  }
  judge(metric, snapshot.current_fps >= target, rate_advice(snapshot));
  return metric;
}

SuccessMetric latency(const Snapshot& snapshot) {
  SuccessMetric metric{
      .id = "latency", .title = "Latency, capture to send (p95)", .target = "< 100 ms", .value = {}, .unit = "ms"};
  if (snapshot.total_latency.count == 0) {
    metric.advice = "measured while somebody watches";
    return metric;
  }
  metric.value = snapshot.total_latency.p95_ms;
  judge(metric, snapshot.total_latency.p95_ms < kLatencyMs,
        longest_part(snapshot) + " on average; a lower processing_fps shortens waits, a smaller model the rest");
  return metric;
}

SuccessMetric frame_size(const Snapshot& snapshot) {
  SuccessMetric metric{
      .id = "frame_size", .title = "Frame size (median)", .target = "< 70 KB", .value = {}, .unit = "KB"};
  if (snapshot.picture_bytes.count == 0) return metric;
  metric.value = snapshot.picture_bytes.p50_ms / 1000;
  judge(metric, *metric.value < kFrameKb, "turn auto_size on, or lower jpeg_quality or max_width of the view");
  return metric;
}

SuccessMetric smooth(const Snapshot& snapshot) {
  SuccessMetric metric{.id = "smooth",
                       .title = "Smooth: pictures within 20 ms of their beat",
                       .target = ">= 95 %",
                       .value = {},
                       .unit = "%"};
  if (snapshot.delivery.count == 0) return metric;
  metric.value = 100 * snapshot.delivery.even_share;
  judge(metric, *metric.value >= kSmoothPercent,
        "set processing_fps and the model's fps to a rate that the machine keeps up with");
  return metric;
}

SuccessMetric stutter(const Snapshot& snapshot) {
  SuccessMetric metric{.id = "stutter",
                       .title = "Stutter: pictures later than 1.5 intervals",
                       .target = "<= 2 %",
                       .value = {},
                       .unit = "%"};
  if (snapshot.delivery.count == 0) return metric;
  metric.value = 100 * snapshot.delivery.late_share;
  judge(metric, *metric.value <= kStutterPercent,
        "lower processing_fps, use skip_similar, and end other programs that load the machine");
  return metric;
}

SuccessMetric cpu(const LoadFacts& load) {
  const double each = load.process_cpu_percent / std::max(1U, load.cores);
  SuccessMetric metric{.id = "cpu_per_core",
                       .title = fmt::format("CPU of the server per core (of {})", load.cores),
                       .target = "< 50 %",
                       .value = each,
                       .unit = "%"};
  judge(metric, each < kCpuPercent,
        "skip_similar and a lower processing_fps save inferences, which is nearly all that costs; or a smaller model");
  return metric;
}

SuccessMetric gpu(const LoadFacts& load) {
  SuccessMetric metric{.id = "gpu",
                       .title = "GPU",
                       .target = "30-70 %",
                       .value = load.gpu_percent,
                       .unit = "%",
                       .verdict = MetricVerdict::kNotApplicable};
  if (!load.on_gpu) {
    metric.advice = "no model runs on a GPU";
    return metric;
  }
  metric.verdict = MetricVerdict::kNoData;
  if (!load.gpu_percent) return metric;
  judge(metric, *load.gpu_percent >= kGpuPercentMin && *load.gpu_percent <= kGpuPercentMax,
        *load.gpu_percent < kGpuPercentMin ? "it has room: a larger model, a higher rate or more streams"
                                           : "it is near its limit: FP16 or INT8, a smaller model or fewer streams");
  return metric;
}

double rounded(double value) { return std::round(value * 100.0) / 100.0; }

}  // namespace

std::string_view to_string(MetricVerdict verdict) {
  switch (verdict) {
    case MetricVerdict::kMet: return "met";
    case MetricVerdict::kMissed: return "missed";
    case MetricVerdict::kNoData: return "no_data";
    case MetricVerdict::kNotApplicable: return "not_applicable";
  }
  return "no_data";
}

std::vector<SuccessMetric> success_metrics(const Snapshot& snapshot, const LoadFacts& load) {
  return {rate(snapshot, load),
          latency(snapshot),
          frame_size(snapshot),
          smooth(snapshot),
          stutter(snapshot),
          cpu(load),
          gpu(load)};
}

nlohmann::ordered_json to_json(const std::vector<SuccessMetric>& metrics) {
  using Json = nlohmann::ordered_json;
  const auto count = [&](MetricVerdict verdict) {
    return std::ranges::count(metrics, verdict, &SuccessMetric::verdict);
  };
  const auto met = count(MetricVerdict::kMet);
  Json list = Json::array();
  for (const SuccessMetric& metric : metrics) {
    list.push_back({{"id", metric.id},
                    {"title", metric.title},
                    {"target", metric.target},
                    {"value", metric.value ? Json(rounded(*metric.value)) : Json()},
                    {"unit", metric.unit},
                    {"verdict", to_string(metric.verdict)},
                    {"advice", metric.advice}});
  }
  return {{"met", met}, {"measured", met + count(MetricVerdict::kMissed)}, {"metrics", std::move(list)}};
}

}  // namespace ow::profile
