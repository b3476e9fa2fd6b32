// The text for /metrics (Prometheus exposition format 0.0.4).
#pragma once

#include <span>
#include <string>

#include "profile/leak_sentinel.h"
#include "profile/process_stats.h"
#include "profile/profiler.h"

namespace ow::profile {

/// Everything about all workflows and the process. Per workflow: overwatch_frames_{in,out,skipped,dropped}_total,
/// overwatch_fps, overwatch_inference_fps, summaries overwatch_stage_milliseconds (by node, operation and kind),
/// overwatch_latency_milliseconds, overwatch_unaccounted_milliseconds and overwatch_picture_bytes. Of the leak sentinel:
/// overwatch_growth_per_hour and overwatch_leak_suspected (0 or 1) by series. The process under
/// the names that Prometheus' own clients use. Quantiles are those of the window; counts and sums only grow (a reset of
/// the statistics reads as a counter reset).
[[nodiscard]] std::string prometheus_text(const Profiler& profiler, const ProcessStats& process,
                                          std::span<const Growth> growths = {});

}  // namespace ow::profile
