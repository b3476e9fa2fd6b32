#include "nodes/xray_view_node.h"

#include "nodes/test_support.h"

namespace ow::nodes {
namespace {

class CountingViewer final : public live::Viewer {
 public:
  void on_picture() override { ++pictures; }
  int pictures = 0;
};

TEST(XrayView, PublishesAJpegWithTheDetectionsDrawn) {
  test::World world;
  auto runner = world.runner("xray_view", {});
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.send(test::packet(7, {{{5, 5, 30, 30}, 0.9F, 0}})));
  const auto view = world.hub().find("test", "node");
  ASSERT_NE(view, nullptr);
  const live::PicturePtr picture = view->newest();
  ASSERT_NE(picture, nullptr);
  EXPECT_EQ(picture->sequence, 7U);
  EXPECT_EQ(picture->size, (Size{64, 48}));
  ASSERT_GE(picture->bytes.size(), 4U);
  EXPECT_EQ(picture->bytes[0], 0xFF);
  EXPECT_EQ(picture->bytes[1], 0xD8);
  EXPECT_EQ(picture->detections.at(0)->items.size(), 1U);
}

struct DropCounter final : Observer {
  void on_span(std::string_view, const Span&) override {}
  void on_frame_in(std::string_view) override {}
  void on_frame_out(std::string_view) override {}
  void on_skip(std::string_view) override {}
  void on_drop(std::string_view, DropReason reason) override { count += reason == DropReason::kRateLimit ? 1 : 0; }
  void on_complete(std::string_view, const Trace&, TimePoint) override {}
  void on_picture(std::string_view, std::size_t) override {}
  int count = 0;
};

TEST(XrayView, WithoutViewersOnePictureASecondWithThemUpToMaxFps) {
  test::World world;
  auto runner = world.runner("xray_view", {{"max_fps", 5}});
  const auto drops = std::make_shared<DropCounter>();
  runner.set_observer(drops);
  runner.set_lossless(true);  // by the frames' own times: they come here faster than a clock would have it
  ASSERT_TRUE(runner.start());
  std::uint64_t sequence = 0;
  const auto pictures = [&](int frames) {
    int count = 0;
    live::PicturePtr last = world.hub().find("test", "node")->newest();
    for (int i = 0; i < frames; ++i) {  // ten a second
      EXPECT_TRUE(runner.send(test::packet(sequence++)));
      const auto newest = world.hub().find("test", "node")->newest();
      count += newest != last ? 1 : 0;
      last = newest;
    }
    return count;
  };
  EXPECT_EQ(pictures(30), 3);
  EXPECT_EQ(drops->count, 0) << "nobody missed them";
  const auto viewer = std::make_shared<CountingViewer>();
  const auto subscription = world.hub().subscribe("test", "node", viewer);
  ASSERT_TRUE(subscription);
  EXPECT_NEAR(pictures(30), 15, 1);
  EXPECT_NEAR(viewer->pictures, 15, 1);
  EXPECT_NEAR(drops->count, 15, 1);
}

TEST(XrayView, AReducedPictureIsMadeOnceForSlowViewersAndOnlyForThem) {
  test::World world;
  auto runner = world.runner("xray_view", {{"max_fps", 60}});
  runner.set_lossless(true);
  ASSERT_TRUE(runner.start());
  const auto view = world.hub().find("test", "node");
  live::Subscription slow(view, std::make_shared<CountingViewer>());
  std::uint64_t sequence = 0;
  const auto publish = [&] {
    const auto before = view->newest();
    ASSERT_TRUE(runner.send(test::packet(++sequence)));
    ASSERT_NE(view->newest(), before);
    EXPECT_EQ(view->newest()->smaller, nullptr);
  };
  for (int taken = 0; taken < live::ViewerPace::kWindow; ++taken) {
    publish();
    publish();
    ASSERT_NE(slow.take(), nullptr);
  }
  publish();
  EXPECT_EQ(slow.take(), nullptr);
  ASSERT_TRUE(runner.send(test::packet(++sequence)));
  const live::PicturePtr full = view->newest();
  const live::PicturePtr smaller = slow.take();
  ASSERT_NE(smaller, nullptr);
  EXPECT_EQ(smaller, full->smaller);
  EXPECT_EQ(smaller->size, (Size{32, 24}));
  EXPECT_EQ(smaller->quality, 40);
  EXPECT_EQ(smaller->sequence, full->sequence);
  EXPECT_EQ(smaller->source_size, full->source_size);
  EXPECT_LT(smaller->bytes.size(), full->bytes.size());
}

TEST(XrayView, ObeysChangedOptionsFromTheNextPictureOn) {
  test::World world;
  auto runner = world.runner("xray_view", {});
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.send(test::packet(0)));
  EXPECT_EQ(world.hub().find("test", "node")->newest()->quality, 60);
  ASSERT_TRUE(runner.set_options({{"jpeg_quality", 30}}));
  ASSERT_TRUE(runner.send(test::packet(20)));
  EXPECT_EQ(world.hub().find("test", "node")->newest()->quality, 30);
}

TEST(XrayView, JoinsTheDetectionsOfSeveralModels) {
  test::World world;
  auto runner = world.runner("xray_view", {});
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.send(test::packet(0, {{{5, 5, 30, 30}, 0.9F, 0}}), {0, 0}));
  Packet later = test::packet(20, {{{1, 1, 9, 9}, 0.9F, 1}});
  ASSERT_TRUE(runner.send(later, {0, 1}));
  EXPECT_EQ(world.hub().find("test", "node")->newest()->detections.size(), 2U);
}

TEST(XrayView, LeavesTheHubWhenItEnds) {
  test::World world;
  {
    auto runner = world.runner("xray_view", {});
    ASSERT_TRUE(runner.start());
  }
  EXPECT_EQ(world.hub().find("test", "node"), nullptr);
}

}  // namespace
}  // namespace ow::nodes
