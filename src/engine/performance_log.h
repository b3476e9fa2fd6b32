// The log's view of performance: aggregated lines once a second, the report every 30 s.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "profile/profiler.h"

namespace ow::engine {

/// Belongs to the engine's control thread.
class PerformanceLog {
 public:
  explicit PerformanceLog(profile::Profiler& profiler) : profiler_(profiler) {}
  /// Writes what is due for the given running workflows.
  void tick(TimePoint now, const std::vector<std::string>& running);

 private:
  profile::Profiler& profiler_;
  TimePoint next_lines_{};
  TimePoint next_report_{};
};

}  // namespace ow::engine
