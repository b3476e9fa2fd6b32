#include "profile/profiler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "tests/support/fake_clock.h"

namespace ow::profile {
namespace {

using namespace std::chrono_literals;

class ProfilerTest : public ::testing::Test {
 protected:
  /// A span that ends now.
  void span(std::string_view node, const char* name, Duration took, SpanKind kind = SpanKind::kWork) {
    profile_->on_span(node, {name, clock_.now() - took, clock_.now(), kind});
  }
  const OperationStats* find(const Snapshot& snapshot, std::string_view name) {
    for (const OperationStats& stats : snapshot.operations) {
      if (stats.operation == name) return &stats;
    }
    return nullptr;
  }

  test::FakeClock clock_;
  std::unique_ptr<Profiler> profiler_ = Profiler::create({}, clock_);
  std::shared_ptr<WorkflowProfile> profile_ = profiler_->workflow("demo");
};

TEST_F(ProfilerTest, EmptyIsZeroAndExplained) {
  const Snapshot snapshot = profile_->snapshot();
  EXPECT_DOUBLE_EQ(snapshot.current_fps, 0);
  EXPECT_TRUE(snapshot.operations.empty());
  EXPECT_TRUE(snapshot.bottlenecks.empty());
  EXPECT_DOUBLE_EQ(snapshot.explained_share, 1);
}

TEST_F(ProfilerTest, PoolsAnOperationOverNodesInPathOrderWaitsLast) {
  span("view", stage::kJpegEncoding, 8ms);
  span("a", stage::kQueueWait, 1ms, SpanKind::kWait);
  span("a", stage::kModelInference, 30ms);
  span("b", stage::kModelInference, 10ms);
  span("b", "my_stage", 2ms);
  const Snapshot snapshot = profile_->snapshot();
  std::vector<std::string> names;
  for (const OperationStats& stats : snapshot.operations) names.push_back(stats.operation);
  EXPECT_THAT(names, ::testing::ElementsAre("model_inference", "my_stage", "jpeg_encoding", "queue_wait"));
  EXPECT_EQ(find(snapshot, "model_inference")->count, 2U);
  EXPECT_DOUBLE_EQ(find(snapshot, "model_inference")->avg_ms, 20);
  EXPECT_DOUBLE_EQ(find(snapshot, "model_inference")->max_ms, 30);
  EXPECT_EQ(find(snapshot, "queue_wait")->kind, SpanKind::kWait);
  ASSERT_EQ(snapshot.nodes.size(), 3U);
  EXPECT_EQ(snapshot.nodes[0].node, "a");
  EXPECT_EQ(snapshot.nodes[0].operations.size(), 2U);
}

TEST_F(ProfilerTest, WindowSlides) {
  span("detect", stage::kModelInference, 100ms);
  clock_.advance(20s);
  span("detect", stage::kModelInference, 10ms);
  EXPECT_EQ(find(profile_->snapshot(), "model_inference")->count, 2U);
  clock_.advance(11s);
  const Snapshot later = profile_->snapshot();
  EXPECT_EQ(find(later, "model_inference")->count, 1U);
  EXPECT_DOUBLE_EQ(find(later, "model_inference")->max_ms, 10);
  EXPECT_EQ(find(later, "model_inference")->total_count, 2U);
}

TEST_F(ProfilerTest, DeliveriesAreHeldAgainstTheirOwnViewsMedian) {
  EXPECT_EQ(profile_->snapshot().delivery.count, 0U);
  const auto deliver = [&](std::string_view view, std::initializer_list<int> intervals_ms) {
    for (const int ms : intervals_ms) profile_->on_delivery(view, clock_.now(), std::chrono::milliseconds(ms));
  };
  deliver("fast", {66, 67, 66, 99, 40});  // two off the beat, none 1.5 times late
  deliver("slow", {500, 500, 500, 510, 751});
  const DeliveryStats stats = profile_->snapshot().delivery;
  EXPECT_EQ(stats.count, 10U);
  EXPECT_DOUBLE_EQ(stats.even_share, 0.7);
  EXPECT_DOUBLE_EQ(stats.late_share, 0.1);
  EXPECT_DOUBLE_EQ(stats.median_ms, 99);
  profile_->reset();
  EXPECT_EQ(profile_->snapshot().delivery.count, 0U);
}

TEST_F(ProfilerTest, LastSecondOnly) {
  span("detect", stage::kModelInference, 100ms);
  clock_.advance(2s);
  span("detect", stage::kModelInference, 10ms);
  const Snapshot second = profile_->snapshot(1s);
  EXPECT_EQ(find(second, "model_inference")->count, 1U);
  EXPECT_DOUBLE_EQ(find(second, "model_inference")->avg_ms, 10);
}

TEST_F(ProfilerTest, FpsIsHonestEarlyAndFallsToNothing) {
  span("detect", stage::kModelInference, 0ms);
  for (int frame = 0; frame < 30; ++frame) {  // 10 results a second for 3 s, a third of them carried over
    clock_.advance(100ms);
    if (frame % 3 == 0) {
      profile_->on_skip("detect");
    } else {
      profile_->on_frame_out("detect");
    }
  }
  const Snapshot early = profile_->snapshot();
  EXPECT_NEAR(early.current_fps, 10, 1e-6);
  EXPECT_NEAR(early.inference_fps, 20.0 / 3.0, 1e-6);
  EXPECT_EQ(early.frames_out, 20U);
  EXPECT_EQ(early.frames_skipped, 10U);
  clock_.advance(31s);
  EXPECT_DOUBLE_EQ(profile_->snapshot().current_fps, 0);
}

TEST_F(ProfilerTest, OneFrameAtOnceIsNoEndlessRate) {
  profile_->on_frame_in("camera");
  EXPECT_LE(profile_->snapshot().current_fps, 10);
}

TEST_F(ProfilerTest, ParallelModelsDoNotCountDouble) {
  for (const char* model : {"a", "b"}) span(model, stage::kModelInference, 0ms);
  for (int frame = 0; frame < 20; ++frame) {
    clock_.advance(50ms);
    profile_->on_frame_out("a");
    if (frame % 2 == 0) profile_->on_frame_out("b");
  }
  const Snapshot snapshot = profile_->snapshot();
  EXPECT_NEAR(snapshot.current_fps, 20, 1e-6);
  EXPECT_NEAR(snapshot.inference_fps, 30, 1e-6);
}

TEST_F(ProfilerTest, WithoutAModelTheSourceCounts) {
  profile_->on_span("camera", {stage::kVideoDecode, clock_.now(), clock_.now()});
  for (int frame = 0; frame < 25; ++frame) {
    clock_.advance(40ms);
    profile_->on_frame_in("camera");
    if (frame % 5 == 0) profile_->on_frame_out("view");
  }
  const Snapshot snapshot = profile_->snapshot();
  EXPECT_NEAR(snapshot.current_fps, 25, 1e-6);
  EXPECT_EQ(snapshot.frames_in, 25U);
  EXPECT_EQ(snapshot.frames_out, 5U);
}

TEST_F(ProfilerTest, BottleneckByShareOrByTime) {
  span("detect", stage::kModelInference, 40ms);
  span("view", stage::kJpegEncoding, 35ms);  // 30 % of the sum, but above 30 ms
  span("view", stage::kXrayVisualization, 20ms);
  span("view", stage::kScale, 22ms);
  span("view", stage::kQueueWait, 500ms, SpanKind::kWait);  // a wait is never a bottleneck
  const Snapshot slow = profile_->snapshot();
  ASSERT_EQ(slow.bottlenecks.size(), 2U);
  EXPECT_EQ(slow.bottlenecks[0].operation, "model_inference");
  EXPECT_EQ(slow.bottlenecks[1].operation, "jpeg_encoding");
  EXPECT_NEAR(slow.bottlenecks[0].share, 40.0 / 117.0, 1e-9);

  profile_->reset();
  span("detect", stage::kModelInference, 4ms);
  span("view", stage::kJpegEncoding, 6ms);
  const Snapshot fast = profile_->snapshot();
  ASSERT_EQ(fast.bottlenecks.size(), 2U) << "exactly 40 % counts";
  EXPECT_EQ(fast.bottlenecks[0].operation, "jpeg_encoding");
}

TEST_F(ProfilerTest, UnaccountedTimeIsReported) {
  const TimePoint capture = clock_.now();
  Trace trace(capture);
  trace.add(stage::kVideoDecode, capture, capture + 4ms);
  trace.add(stage::kModelInference, capture + 5ms, capture + 20ms);
  clock_.advance(20ms);
  profile_->on_complete("view", trace, capture + 20ms);
  const Snapshot snapshot = profile_->snapshot();
  EXPECT_DOUBLE_EQ(snapshot.total_latency.avg_ms, 20);
  EXPECT_DOUBLE_EQ(snapshot.unaccounted.avg_ms, 1);
  EXPECT_DOUBLE_EQ(snapshot.explained_share, 0.95);
}

TEST_F(ProfilerTest, DropsByPlaceAndReason) {
  profile_->on_drop("camera -> detect", DropReason::kQueueFull);
  profile_->on_drop("camera -> detect", DropReason::kQueueFull);
  profile_->on_drop("camera", DropReason::kCorrupt);
  const Snapshot snapshot = profile_->snapshot();
  ASSERT_EQ(snapshot.drops.size(), 2U);
  EXPECT_EQ(snapshot.drops[0].where, "camera");
  EXPECT_EQ(snapshot.drops[0].reason, DropReason::kCorrupt);
  EXPECT_EQ(snapshot.drops[1].count, 2U);
}

TEST_F(ProfilerTest, ResetForgetsAndRatesBeginAgain) {
  span("detect", stage::kModelInference, 10ms);
  profile_->on_frame_out("detect");
  profile_->on_drop("camera", DropReason::kLate);
  profile_->on_picture("view", 1000);
  clock_.advance(10s);
  profiler_->reset();
  const Snapshot after = profile_->snapshot();
  EXPECT_EQ(after.frames_out, 0U);
  EXPECT_TRUE(after.drops.empty());
  EXPECT_EQ(after.picture_bytes.total_count, 0U);
  EXPECT_EQ(find(after, "model_inference")->count, 0U);
  clock_.advance(1s);
  profile_->on_frame_out("detect");
  EXPECT_NEAR(profile_->snapshot().current_fps, 1, 1e-6) << "counted since the reset, by a node known as a model";
}

TEST_F(ProfilerTest, TooManyNamesArePooled) {
  for (int node = 0; node < 400; ++node) span("node-" + std::to_string(node), stage::kScale, 1ms);
  for (int place = 0; place < 400; ++place) profile_->on_drop("edge-" + std::to_string(place), DropReason::kLate);
  const Snapshot snapshot = profile_->snapshot();
  EXPECT_LE(snapshot.nodes.size(), 257U);
  EXPECT_LE(snapshot.drops.size(), 257U);
  const auto is_other = [](const NodeStats& node) { return node.node == "other"; };
  EXPECT_TRUE(std::ranges::any_of(snapshot.nodes, is_other));
  std::uint64_t spans = 0, drops = 0;
  for (const OperationStats& stats : snapshot.operations) spans += stats.count;
  for (const DropCount& drop : snapshot.drops) drops += drop.count;
  EXPECT_EQ(spans, 400U);
  EXPECT_EQ(drops, 400U);
}

TEST_F(ProfilerTest, TotalAddsWorkflowsUp) {
  const auto second = profiler_->workflow("second");
  span("detect", stage::kModelInference, 10ms);
  second->on_span("detect", {stage::kModelInference, clock_.now() - 30ms, clock_.now()});
  clock_.advance(1s);
  for (const auto& profile : {profile_, second}) {
    profile->on_frame_out("detect");
    profile->on_drop("detect", DropReason::kDeadline);
  }
  const Snapshot total = profiler_->total();
  EXPECT_DOUBLE_EQ(find(total, "model_inference")->avg_ms, 20);
  EXPECT_NEAR(total.current_fps, 1 / 1.01 + 1 / 1.03, 1e-6);
  EXPECT_EQ(total.frames_out, 2U);
  ASSERT_EQ(total.nodes.size(), 2U);
  EXPECT_EQ(total.nodes[0].node, "demo/detect");
  EXPECT_EQ(total.drops[1].where, "second/detect");
  profiler_->remove("second");
  EXPECT_THAT(profiler_->ids(), ::testing::ElementsAre("demo"));
}

TEST_F(ProfilerTest, ForwardsSpansToATraceRecorder) {
  const auto recorder = std::make_shared<TraceRecorder>();
  profile_->set_trace_recorder(recorder);
  span("detect", stage::kModelInference, 10ms);
  profile_->set_trace_recorder(nullptr);
  span("detect", stage::kPostprocess, 10ms);
  EXPECT_THAT(recorder->to_json(), ::testing::HasSubstr("model_inference"));
  EXPECT_THAT(recorder->to_json(), ::testing::Not(::testing::HasSubstr("postprocess")));
}

TEST_F(ProfilerTest, ManyThreadsLoseNothing) {
  constexpr int kThreads = 4, kSpans = 1000;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([this, thread] {
        const std::string own = "node-" + std::to_string(thread);
        for (int count = 0; count < kSpans; ++count) {
          span(own, stage::kScale, 1ms);
          span("shared", stage::kModelInference, 1ms);
          profile_->on_drop("shared", DropReason::kLate);
          if (count % 100 == 0) (void)profile_->snapshot();
        }
      });
    }
  }
  const Snapshot snapshot = profile_->snapshot();
  EXPECT_EQ(find(snapshot, "model_inference")->total_count, 4000U);
  EXPECT_EQ(find(snapshot, "scale")->count, 4000U);
  EXPECT_EQ(snapshot.drops.at(0).count, 4000U);
}

}  // namespace
}  // namespace ow::profile
