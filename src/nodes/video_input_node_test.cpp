#include "nodes/video_input_node.h"

#include <thread>

#include "nodes/test_support.h"

namespace ow::nodes {
namespace {

using nlohmann::ordered_json;

TEST(VideoInput, LosslessGivesEveryFrameScaledAndInOrder) {
  test::World world;
  auto runner = world.runner(
      "video_input", {{"source", "test://pattern?size=64x48&frames=20"}, {"resolution_scale", 50}, {"lossless", true}});
  runner.set_lossless(true);
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.run_source(0));
  ASSERT_EQ(runner.outputs().size(), 20U);
  for (std::uint64_t i = 0; i < 20; ++i) {
    const FrameInfo& info = runner.outputs()[i].frame->info();
    EXPECT_EQ(info.sequence, i);
    EXPECT_EQ(info.size, (Size{32, 24}));
    EXPECT_EQ(info.source_size, (Size{64, 48}));
  }
}

TEST(VideoInput, CapsTheRateAndEndsAfterMaxFrames) {
  test::World world;
  auto runner =
      world.runner("video_input", {{"source", "test://pattern?size=64x48&fps=30&frames=60"}, {"processing_fps", 10}});
  runner.set_lossless(true);
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.run_source(0));
  EXPECT_EQ(runner.outputs().size(), 20U);
  auto limited = world.runner("video_input", {{"source", "test://pattern?size=64x48"}, {"max_frames", 7}});
  limited.set_lossless(true);
  ASSERT_TRUE(limited.start());
  ASSERT_TRUE(limited.run_source(0));
  EXPECT_EQ(limited.outputs().size(), 7U);
}

TEST(VideoInput, AFrameThatNobodyTakesGivesWayToANewerOne) {
  for (const bool nobody_takes : {true, false}) {
    test::World world;
    auto runner = world.runner(
        "video_input", {{"source", "test://pattern?size=64x48&fps=30&frames=60&live=1"}, {"processing_fps", 10}});
    runner.set_nobody_takes(nobody_takes);
    ASSERT_TRUE(runner.start());
    ASSERT_TRUE(runner.run_source(2));
    ASSERT_EQ(runner.outputs().size(), 2U);
    // Every third frame is chosen; the one before the next choice is the newest that could take the first one's place.
    EXPECT_EQ(runner.outputs()[0].frame->info().sequence, nobody_takes ? 2U : 0U);
    EXPECT_EQ(runner.outputs()[1].frame->info().sequence, 3U);
  }
}

TEST(VideoInput, ObeysChangedOptionsBetweenTwoFrames) {
  test::World world;
  auto runner = world.runner("video_input", {{"source", "test://pattern?size=64x48&fps=30&frames=30"}});
  runner.set_lossless(true);
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.set_options({{"resolution_scale", 50}, {"processing_fps", 10}}));
  ASSERT_TRUE(runner.run_source(0));
  ASSERT_EQ(runner.outputs().size(), 10U);
  EXPECT_EQ(runner.outputs()[0].frame->info().size, (Size{32, 24}));
  EXPECT_EQ(runner.facts().at("resolution"), "64x48 -> 32x24");
}

TEST(VideoInput, LoopGoesOnWithGrowingSequenceAndTime) {
  test::World world;
  auto runner = world.runner("video_input", {{"source", "test://pattern?size=64x48&frames=5"}, {"loop", true}});
  runner.set_lossless(true);
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.run_source(12));
  ASSERT_EQ(runner.outputs().size(), 12U);
  for (std::size_t i = 1; i < 12; ++i) {
    EXPECT_GT(runner.outputs()[i].frame->info().sequence, runner.outputs()[i - 1].frame->info().sequence);
    EXPECT_GT(runner.outputs()[i].frame->info().pts, runner.outputs()[i - 1].frame->info().pts);
  }
}

TEST(VideoInput, FailsClearlyAndTriesCamerasAgain) {
  test::World world;
  auto missing = world.runner("video_input", {{"source", "/no/such/file.mp4"}});
  ASSERT_TRUE(missing.start());
  const auto status = missing.run_source(0);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kNotFound);

  const auto unset = world.runner("video_input", {{"source", "rtsp://u:${OW_NO_SUCH_VARIABLE}@cam/"}}).start();
  ASSERT_FALSE(unset);
  EXPECT_NE(unset.error().message.find("OW_NO_SUCH_VARIABLE"), std::string::npos);

  auto camera = world.runner("video_input", {{"source", "rtsp://user:secret@127.0.0.1:1/live"}});
  ASSERT_TRUE(camera.start());
  std::jthread stopper([&](std::stop_token) {
    while (camera.health() != graph::Health::kRetrying) std::this_thread::yield();
    camera.request_stop();
  });
  EXPECT_TRUE(camera.run_source(0));
  EXPECT_EQ(camera.message().find("secret"), std::string::npos);
  EXPECT_NE(camera.message().find("Trying again in"), std::string::npos);
  EXPECT_TRUE(camera.next_try());
}

}  // namespace
}  // namespace ow::nodes
