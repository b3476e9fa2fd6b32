// The log's view of performance: aggregated lines once a second, each workflow's report every 30 s.
#pragma once

#include <cstddef>
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
  std::size_t turn_ = 0;  // whose report is next
};

}  // namespace ow::engine
