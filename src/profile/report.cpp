#include <fmt/core.h>

#include <string>
#include <vector>

#include "profile/operations.h"
#include "profile/profiler.h"

namespace ow::profile {
namespace {

const std::string kBanner = std::string(80, '=') + "\n";

void append_operation(std::string& report, const OperationStats& stats) {
  if (stats.count == 0) return;
  report += fmt::format("   {:<25} | Avg: {:6.2f}ms | P95: {:6.2f}ms | Max: {:6.2f}ms\n", stats.operation, stats.avg_ms,
                        stats.p95_ms, stats.max_ms);
}

void append_operations(std::string& report, const Snapshot& snapshot, SpanKind kind) {
  for (const OperationStats& stats : snapshot.operations) {
    if (stats.kind == kind) append_operation(report, stats);
  }
}

void append_bottlenecks(std::string& report, const Snapshot& snapshot) {
  if (snapshot.bottlenecks.empty()) return;
  report += "   🐌 Bottlenecks detected:\n";
  for (const Bottleneck& bottleneck : snapshot.bottlenecks) {
    report += fmt::format("      - {}: {:.2f}ms\n", bottleneck.operation, bottleneck.avg_ms);
  }
}

std::string timing_line(const std::string& workflow_id, std::string_view title, const OperationStats& stats) {
  return fmt::format("⚡ {}: {:.1f} ms avg, {:.1f} ms p95, {:.1f} ms max ({} frames) - Workflow {}", title,
                     stats.avg_ms, stats.p95_ms, stats.max_ms, stats.count, workflow_id);
}

std::string size_line(const std::string& workflow_id, const OperationStats& bytes) {
  constexpr double kBytesPerKilobyte = 1024.0;
  return fmt::format("⚡ Frame size: {:.1f} KB avg, {:.1f} KB max ({} frames) - Workflow {}",
                     bytes.avg_ms / kBytesPerKilobyte, bytes.max_ms / kBytesPerKilobyte, bytes.count, workflow_id);
}

/// The operations that the specification greps for have a line of their own; the others share one, so that 30 s of lines
/// and a report stay below the 200 lines that its `tail -200` looks back.
bool has_own_line(std::string_view operation) {
  return operation == stage::kModelInference || operation == stage::kJpegEncoding;
}

}  // namespace

std::string format_report(const std::string& workflow_id, const Snapshot& snapshot) {
  std::string report = kBanner;
  report += fmt::format("📊 PERFORMANCE REPORT - Workflow {}\n", workflow_id);
  report += fmt::format("   Current FPS: {:.2f}\n", snapshot.current_fps);
  report += kBanner;
  append_operations(report, snapshot, SpanKind::kWork);
  append_bottlenecks(report, snapshot);
  append_operations(report, snapshot, SpanKind::kWait);
  append_operation(report, snapshot.total_latency);
  append_operation(report, snapshot.unaccounted);
  report += kBanner;
  return report;
}

std::vector<std::string> format_log_lines(const std::string& workflow_id, const Snapshot& last_second) {
  std::vector<std::string> lines;
  std::string others;
  for (const OperationStats& stats : last_second.operations) {
    if (stats.kind == SpanKind::kWait || stats.count == 0) continue;  // waits are in the 30 s report
    if (has_own_line(stats.operation)) {
      lines.push_back(timing_line(workflow_id, title_of(stats.operation), stats));
    } else {
      others += fmt::format("{}{} {:.1f} ms", others.empty() ? "" : ", ", title_of(stats.operation), stats.avg_ms);
    }
  }
  if (last_second.total_latency.count > 0) {
    others += fmt::format("{}Total latency {:.1f} ms", others.empty() ? "" : ", ", last_second.total_latency.avg_ms);
  }
  if (!others.empty()) lines.push_back(fmt::format("⚡ Other stages, avg: {} - Workflow {}", others, workflow_id));
  if (last_second.picture_bytes.count > 0) lines.push_back(size_line(workflow_id, last_second.picture_bytes));
  if (!lines.empty() || last_second.current_fps > 0) {
    lines.push_back(fmt::format("⚡ Current FPS: {:.2f} - Workflow {}", last_second.current_fps, workflow_id));
  }
  return lines;
}

}  // namespace ow::profile
