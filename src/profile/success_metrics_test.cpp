#include "profile/success_metrics.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace ow::profile {
namespace {

Snapshot good_snapshot() {
  Snapshot snapshot;
  snapshot.current_fps = 15;
  snapshot.total_latency.count = 100;
  snapshot.total_latency.p95_ms = 70;
  snapshot.picture_bytes.count = 100;
  snapshot.picture_bytes.p50_ms = 52'000;
  snapshot.delivery = {.count = 100, .median_ms = 66.7, .even_share = 0.98, .late_share = 0.01};
  return snapshot;
}

SuccessMetric metric(const std::vector<SuccessMetric>& all, std::string_view id) {
  const auto found = std::ranges::find(all, id, &SuccessMetric::id);
  return found != all.end() ? *found : SuccessMetric{};
}

TEST(SuccessMetrics, AGoodRunMeetsAllThatApply) {
  const auto all = success_metrics(good_snapshot(), {.process_cpu_percent = 90, .cores = 2});
  ASSERT_EQ(all.size(), 7U);
  for (const SuccessMetric& each : all) {
    EXPECT_EQ(each.verdict, each.id == "gpu" ? MetricVerdict::kNotApplicable : MetricVerdict::kMet) << each.id;
  }
  EXPECT_EQ(metric(all, "frame_size").value, 52);
  EXPECT_EQ(metric(all, "cpu_per_core").value, 45);
  const auto json = to_json(all);
  EXPECT_EQ(json["met"], 6);
  EXPECT_EQ(json["measured"], 6);
  EXPECT_EQ(json["metrics"][0]["value"], 15);
  EXPECT_TRUE(json["metrics"][6]["value"].is_null());
}

TEST(SuccessMetrics, EachMissedOneSaysWhatWouldHelp) {
  Snapshot snapshot;
  snapshot.current_fps = 8;
  snapshot.frames_in = 100;
  snapshot.drops = {{"camera -> detect", DropReason::kQueueFull, 40}};
  snapshot.operations.push_back({.operation = stage::kModelInference, .count = 10, .avg_ms = 62});
  snapshot.bottlenecks = {{stage::kModelInference, 62, 0.9}};
  snapshot.total_latency.count = snapshot.picture_bytes.count = snapshot.delivery.count = 10;
  snapshot.total_latency.p95_ms = 100;
  snapshot.picture_bytes.p50_ms = 70'000;
  snapshot.delivery.even_share = 0.5;
  snapshot.delivery.late_share = 0.2;
  const auto all =
      success_metrics(snapshot, {.process_cpu_percent = 120, .cores = 2, .on_gpu = true, .gpu_percent = 95});
  for (const SuccessMetric& each : all) {
    EXPECT_EQ(each.verdict, MetricVerdict::kMissed) << each.id;
    EXPECT_FALSE(each.advice.empty()) << each.id;
  }
  EXPECT_NE(metric(all, "fps").advice.find("62 ms"), std::string::npos);
}

TEST(SuccessMetrics, ASlowSourceIsNoFaultOfTheMachine) {
  Snapshot snapshot = good_snapshot();
  snapshot.current_fps = 10;
  snapshot.frames_in = 100;
  snapshot.operations.push_back({.operation = stage::kModelInference, .count = 10, .avg_ms = 50});
  snapshot.bottlenecks = {{stage::kModelInference, 50, 0.9}};
  snapshot.drops = {{"camera", DropReason::kRateLimit, 60}};
  EXPECT_EQ(metric(success_metrics(snapshot, {.cores = 2}), "fps").verdict, MetricVerdict::kNotApplicable);
  EXPECT_EQ(metric(success_metrics(snapshot, {.cores = 2}), "fps").value, 10);
  snapshot.operations.front().avg_ms = 95;
  EXPECT_EQ(metric(success_metrics(snapshot, {.cores = 2}), "fps").verdict, MetricVerdict::kMissed);
}

TEST(SuccessMetrics, AGpuIsExpectedToDoMore) {
  Snapshot snapshot = good_snapshot();
  snapshot.frames_in = 100;
  snapshot.drops = {{"camera -> detect", DropReason::kQueueFull, 40}};
  const auto on_gpu = success_metrics(snapshot, {.cores = 2, .on_gpu = true, .gpu_percent = 50});
  EXPECT_EQ(metric(on_gpu, "fps").verdict, MetricVerdict::kMissed);
  EXPECT_EQ(metric(on_gpu, "fps").target, ">= 20 (GPU)");
  EXPECT_EQ(metric(on_gpu, "gpu").verdict, MetricVerdict::kMet);
}

TEST(SuccessMetrics, WithoutFramesNothingIsJudgedButTheCpu) {
  for (const SuccessMetric& each : success_metrics({}, {.cores = 2})) {
    if (each.id == "cpu_per_core" || each.id == "gpu") continue;
    EXPECT_EQ(each.verdict, MetricVerdict::kNoData) << each.id;
    EXPECT_FALSE(each.value) << each.id;
  }
}

}  // namespace
}  // namespace ow::profile
