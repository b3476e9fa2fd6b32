#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "profile/profiler.h"

namespace ow::profile {
namespace {

OperationStats timing(const char* name, double avg, double p95, double max, SpanKind kind = SpanKind::kWork) {
  OperationStats stats;
  stats.operation = name;
  stats.kind = kind;
  stats.count = 12;
  stats.avg_ms = avg;
  stats.p95_ms = p95;
  stats.max_ms = max;
  return stats;
}

/// The figures of the specification's sample report.
Snapshot sample() {
  Snapshot snapshot;
  snapshot.current_fps = 12.45;
  snapshot.operations = {timing("model_inference", 32.15, 38.2, 45.1), timing("xray_visualization", 6.5, 9.1, 12.3),
                         timing("jpeg_encoding", 10.2, 13.5, 18.5)};
  snapshot.bottlenecks = {{"model_inference", 32.15, 0.66}};
  return snapshot;
}

TEST(Report, IsTheSpecificationsLetterByLetter) {
  EXPECT_EQ(format_report("workflow-123", sample()),
            "================================================================================\n"
            "📊 PERFORMANCE REPORT - Workflow workflow-123\n"
            "   Current FPS: 12.45\n"
            "================================================================================\n"
            "   model_inference           | Avg:  32.15ms | P95:  38.20ms | Max:  45.10ms\n"
            "   xray_visualization        | Avg:   6.50ms | P95:   9.10ms | Max:  12.30ms\n"
            "   jpeg_encoding             | Avg:  10.20ms | P95:  13.50ms | Max:  18.50ms\n"
            "   🐌 Bottlenecks detected:\n"
            "      - model_inference: 32.15ms\n"
            "================================================================================\n");
}

TEST(Report, WaitsFollowTheBottlenecksInTheSameColumns) {
  Snapshot snapshot = sample();
  snapshot.operations.push_back(timing("queue_wait", 1.5, 2, 3, SpanKind::kWait));
  snapshot.total_latency = timing("total_latency", 60, 70, 80);
  EXPECT_THAT(format_report("w", snapshot),
              ::testing::HasSubstr("      - model_inference: 32.15ms\n"
                                   "   queue_wait                | Avg:   1.50ms | P95:   2.00ms | Max:   3.00ms\n"
                                   "   total_latency             | Avg:  60.00ms | P95:  70.00ms | Max:  80.00ms\n"
                                   "====="));
}

TEST(Report, NothingMeasuredNothingClaimed) {
  const std::string report = format_report("w", {});
  EXPECT_THAT(report, ::testing::HasSubstr("   Current FPS: 0.00\n"));
  EXPECT_THAT(report, ::testing::Not(::testing::HasSubstr("Bottlenecks")));
  EXPECT_THAT(report, ::testing::Not(::testing::HasSubstr("Avg")));
}

TEST(LogLines, AnswerTheSpecificationsGreps) {
  Snapshot second = sample();
  second.operations.push_back(timing("queue_wait", 1, 1, 1, SpanKind::kWait));
  second.picture_bytes = timing("picture_bytes", 52.3 * 1024, 60 * 1024, 61 * 1024);
  const std::vector<std::string> lines = format_log_lines("workflow-123", second);
  EXPECT_THAT(lines, ::testing::Each(::testing::StartsWith("⚡ ")));
  EXPECT_THAT(lines, ::testing::Each(::testing::EndsWith("Workflow workflow-123")));
  EXPECT_THAT(lines, ::testing::ElementsAre(
                         ::testing::HasSubstr("Model inference: 32.1 ms avg, 38.2 ms p95, 45.1 ms max (12 frames)"),
                         ::testing::HasSubstr("JPEG encoding: 10.2 ms avg"),
                         ::testing::HasSubstr("Other stages, avg: X-RAY visualization 6.5 ms"),
                         ::testing::HasSubstr("Frame size: 52.3 KB avg"), ::testing::HasSubstr("Current FPS: 12.45")));
}

TEST(LogLines, SilentWhenNothingHappened) { EXPECT_TRUE(format_log_lines("w", {}).empty()); }

}  // namespace
}  // namespace ow::profile
