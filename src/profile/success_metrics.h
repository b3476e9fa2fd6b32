// The specification's success metrics: target, figure, verdict, and what would help.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "profile/profiler.h"

namespace ow::profile {

enum class MetricVerdict {
  kMet,
  kMissed,
  kNoData,         ///< nothing was measured yet
  kNotApplicable,  ///< e.g. the GPU on a machine without one
};
/// "met", "missed", "no_data", "not_applicable".
std::string_view to_string(MetricVerdict verdict);

struct SuccessMetric {
  std::string id;
  std::string title;
  std::string target;           ///< for a person: "< 100 ms"
  std::optional<double> value;  ///< in `unit`
  std::string unit;
  MetricVerdict verdict = MetricVerdict::kNoData;
  std::string advice = {};  ///< what would help; empty when there is nothing to say
};

/// What the statistics do not know: the load of the machine and where the models run.
struct LoadFacts {
  double process_cpu_percent = 0;  ///< 100 is one core
  unsigned cores = 1;
  bool on_gpu = false;  ///< does a model of these workflows run on one?
  std::optional<double> gpu_percent = {};
};

/// Always the same seven, in the specification's order: "fps", "latency", "frame_size", "smooth", "stutter", "cpu_per_core", "gpu".
/// Frame rate, latency (p95, capture to send) and size (median) are those of the snapshot's window; smooth is the share of
/// pictures that came within 20 ms of their view's median interval, stutter the share that came later than 1.5 times it;
/// the CPU is that of the whole process, over all cores that it may use.
[[nodiscard]] std::vector<SuccessMetric> success_metrics(const Snapshot& snapshot, const LoadFacts& load);

/// {"met": 6, "measured": 6, "metrics": [{"id", "title", "target", "value", "unit", "verdict", "advice"}]}.
[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<SuccessMetric>& metrics);

}  // namespace ow::profile
