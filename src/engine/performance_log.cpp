#include "engine/performance_log.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/log.h"
#include "base/text.h"

namespace ow::engine {
namespace {

constexpr std::chrono::seconds kLinesEvery{1};
constexpr std::chrono::seconds kReportEvery{30};

}  // namespace

void PerformanceLog::tick(TimePoint now, const std::vector<std::string>& running) {
  if (next_report_ == TimePoint{}) next_report_ = now + kReportEvery;
  if (now >= next_lines_) {
    next_lines_ = now + kLinesEvery;
    for (const std::string& id : running) {
      const auto last_second = profiler_.workflow(id)->snapshot(std::chrono::milliseconds(kLinesEvery));
      for (const std::string& line : profile::format_log_lines(id, last_second)) log::info("{}", line);
    }
  }
  // In turn, so that a report is never far from the end of the log, however many workflows write to it.
  if (now >= next_report_) {
    next_report_ = now + kReportEvery / std::max<std::size_t>(1, running.size());
    if (running.empty()) return;
    const std::string& id = running[turn_++ % running.size()];
    const std::string report = profile::format_report(id, profiler_.workflow(id)->snapshot());
    log::write_block(log::Level::kInfo, fmt::format("performance of the last 30 s\n{}", trim(report)));
  }
}

}  // namespace ow::engine
