// From raw values to a Snapshot: pooling, percentiles, rates, bottlenecks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "profile/node_profile.h"
#include "profile/profiler.h"

namespace ow::profile {

/// The figures of Snapshot by the same names; they add up over workflows.
struct FrameRates {
  double current_fps = 0, inference_fps = 0;
  std::uint64_t frames_in = 0, frames_out = 0, frames_skipped = 0;
};

/// Everything one or several workflows recorded within a window.
struct WindowValues {
  std::vector<NodeValues> nodes;
  OperationValues total_latency_ms, unaccounted_ms, picture_bytes;
  std::vector<DropCount> drops;
  FrameRates rates;
};

/// Of one workflow. Current FPS is the fastest model's results a second, or the sources' frames when there is no model.
[[nodiscard]] FrameRates rates_of(const std::vector<NodeValues>& nodes);

/// Adds `other` to `values`; its nodes and drops are named "workflow/node".
void merge(WindowValues& values, WindowValues other, const std::string& workflow);

[[nodiscard]] Snapshot summarise(WindowValues values);

}  // namespace ow::profile
