#include "engine/advice.h"

#include <gtest/gtest.h>

#include "core/trace.h"
#include "engine/runtime.h"

namespace ow::engine {
namespace {

constexpr std::string_view kPlain = R"(
nodes:
  camera: {type: video_input, source: a.mp4}
  detect: {type: model, model: m}
  view: {type: xray_view, max_fps: 30}
edges: [camera -> detect -> view]
)";

class AdviceTest : public testing::Test {
 protected:
  static profile::Snapshot slow(const char* node, const char* operation) {
    profile::Snapshot snapshot;
    snapshot.bottlenecks.push_back({operation, 40, 0.8});
    profile::NodeStats stats;
    stats.node = node;
    profile::OperationStats each;
    each.operation = operation;
    each.avg_ms = 40;
    stats.operations.push_back(each);
    snapshot.nodes.push_back(stats);
    return snapshot;
  }
  std::vector<BottleneckAdvice> advise_on(std::string_view yaml, const profile::Snapshot& snapshot) {
    return advise(*graph::parse_workflow(yaml), runtime_->registry(), snapshot);
  }
  const std::unique_ptr<Runtime> runtime_ =
      std::move(*Runtime::create({.model_folders = {}, .device = DeviceKind::kCpu}));
};

TEST_F(AdviceTest, InferenceIsSparedFirst) {
  const auto advice = advise_on(kPlain, slow("detect", stage::kModelInference));
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_EQ(advice[0].node, "detect");
  EXPECT_DOUBLE_EQ(advice[0].share, 0.8);
  ASSERT_EQ(advice[0].helps.size(), 3U);
  EXPECT_EQ(advice[0].helps[0].node, "camera");
  EXPECT_EQ(advice[0].helps[0].option, "skip_similar");
  EXPECT_EQ(advice[0].helps[0].value, true);
  EXPECT_EQ(advice[0].helps[1].node, "detect");
  EXPECT_EQ(advice[0].helps[1].option, "fps");
  EXPECT_TRUE(advice[0].helps[2].option.empty());
}

TEST_F(AdviceTest, WhatIsDoneAlreadyIsNotAdvised) {
  const auto advice = advise_on(R"(
nodes:
  camera: {type: video_input, source: a.mp4, skip_similar: true}
  detect: {type: model, model: m, fps: 5}
edges: [camera -> detect]
)",
                                slow("detect", stage::kModelInference));
  ASSERT_EQ(advice[0].helps.size(), 1U);
  EXPECT_TRUE(advice[0].helps[0].option.empty());
}

TEST_F(AdviceTest, PicturesAreMadeFewerAndSmaller) {
  const auto advice = advise_on(kPlain, slow("view", stage::kJpegEncoding));
  std::vector<std::string> options;
  for (const Help& help : advice[0].helps) options.push_back(help.node + "." + help.option);
  EXPECT_EQ(options, (std::vector<std::string>{"view.max_fps", "view.max_width", "camera.resolution_scale"}));
  EXPECT_EQ(advice[0].helps[0].text, "Show 15 pictures a second at most");
  EXPECT_EQ(advice[0].helps[1].value, 960);
}

TEST_F(AdviceTest, ANodeThatIsGoneGetsNoAdviceAndDoesNoHarm) {
  const auto advice = advise_on(kPlain, slow("gone", stage::kPreprocess));
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_TRUE(advice[0].helps.empty());
}

}  // namespace
}  // namespace ow::engine
