#include "nodes/detection_filter_node.h"

#include "nodes/test_support.h"

namespace ow::nodes {
namespace {

const Detection kPerson{{0, 0, 10, 10}, 0.9F, 0};
const Detection kCar{{0, 0, 40, 40}, 0.5F, 1};

std::size_t kept(const nlohmann::ordered_json& options) {
  test::World world;
  auto runner = world.runner("detection_filter", options);
  EXPECT_TRUE(runner.start());
  EXPECT_TRUE(runner.send(test::packet(0, {kPerson, kCar})));
  return runner.outputs().at(0).detections()->items.size();
}

TEST(DetectionFilter, KeepsByClassScoreAndArea) {
  EXPECT_EQ(kept({}), 2U);
  EXPECT_EQ(kept({{"classes", "person"}}), 1U);
  EXPECT_EQ(kept({{"exclude", "person"}}), 1U);
  EXPECT_EQ(kept({{"confidence", "60%"}}), 1U);
  EXPECT_EQ(kept({{"min_area", 10}}), 1U);   // 100 of 3,072 pixels are 3.3 %
  EXPECT_EQ(kept({{"max_area", 10}}), 1U);
}

TEST(DetectionFilter, PassesFramesWithoutDetectionsAndNeverAltersItsInput) {
  test::World world;
  auto runner = world.runner("detection_filter", {{"classes", "car"}});
  ASSERT_TRUE(runner.start());
  const Packet input = test::packet(0, {kPerson});
  ASSERT_TRUE(runner.send(input));
  EXPECT_EQ(input.detections()->items.size(), 1U);
  EXPECT_TRUE(runner.outputs().at(0).detections()->items.empty());
  ASSERT_EQ(runner.outputs()[0].trace.spans().size(), 1U);
  EXPECT_STREQ(runner.outputs()[0].trace.spans()[0].name, stage::kFilter);
  ASSERT_TRUE(runner.send(test::packet(1)));
  EXPECT_EQ(runner.outputs().size(), 2U);
}

/// The lower half of the picture.
const nlohmann::ordered_json kLowerHalf = {{0, 0.5}, {1, 0.5}, {1, 1}, {0, 1}};

TEST(DetectionFilter, KeepsWhatStandsInTheArea) {
  test::World world;
  auto runner = world.runner("detection_filter", {{"area", kLowerHalf}});
  ASSERT_TRUE(runner.start());
  // 64 × 48: the first reaches into the area only with its feet, the second ends at its border, the others miss it.
  const std::vector<Detection> items = {
      {{10, 0, 20, 30}, 0.9F, 0}, {{30, 0, 60, 24}, 0.8F, 0}, {{30, 0, 60, 23}, 0.7F, 0}, {{0, 0, 10, 10}, 0.6F, 0}};
  ASSERT_TRUE(runner.send(test::packet(0, items)));
  ASSERT_EQ(runner.outputs()[0].detections()->items.size(), 2U);
  EXPECT_EQ(runner.outputs()[0].detections()->items[0].score, 0.9F);
  EXPECT_EQ(runner.outputs()[0].detections()->items[1].score, 0.8F);
}

TEST(DetectionFilter, AnAreaCutAtThePicturesEdgeHoldsWhatIsCutThere) {
  EXPECT_EQ(kept({{"area", {{0, 0}, {1, 0}, {1, 1}, {0, 1}}}}), 2U);
}

TEST(DetectionFilter, TheAreaIsOfTheSourcesSizeWhateverTheFramesScale) {
  test::World world;
  auto runner = world.runner("detection_filter", {{"area", kLowerHalf}});
  ASSERT_TRUE(runner.start());
  Packet packet = test::packet(0, {{{10, 0, 20, 90}, 0.9F, 0}, {{10, 0, 20, 40}, 0.8F, 0}});
  FrameInfo info = packet.frame->info();
  info.source_size = {128, 96};
  packet.frame = FrameBuffer({64, 48}).freeze(info);
  ASSERT_TRUE(runner.send(packet));
  EXPECT_EQ(runner.outputs()[0].detections()->items.size(), 1U);
}

TEST(DetectionFilter, TheAreaChangesWhileItRuns) {
  test::World world;
  auto runner = world.runner("detection_filter", {});
  ASSERT_TRUE(runner.start());
  std::vector<std::size_t> counts;
  const nlohmann::ordered_json small = {{0, 0}, {1, 0}, {1, 0.1}};
  for (const auto& area : {kLowerHalf, small, nlohmann::ordered_json::array()}) {
    ASSERT_TRUE(runner.set_options({{"area", area}}));
    ASSERT_TRUE(runner.send(test::packet(counts.size(), {kPerson, kCar})));
    counts.push_back(runner.outputs().back().detections()->items.size());
  }
  EXPECT_EQ(counts, (std::vector<std::size_t>{1, 0, 2}));
  const auto refused = runner.set_options({{"area", {{0, 0}, {1, 1}}}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "has 2 points; an area takes 3 to 32");
}

TEST(DetectionFilter, WarnsAboutAClassThatCannotAppear) {
  test::World world;
  auto runner = world.runner("detection_filter", {{"classes", "persn"}});
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.send(test::packet(0, {kPerson})));
  EXPECT_EQ(runner.health(), graph::Health::kWarning);
  EXPECT_NE(runner.message().find("did you mean 'person'"), std::string::npos);
}

TEST(DetectionFilter, RefusesLimitsThatExcludeEverything) {
  test::World world;
  const auto status = world.runner("detection_filter", {{"min_area", 50}, {"max_area", 10}}).start();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().place, "min_area");
}

TEST(DetectionFilter, ObeysChangedOptionsFromTheNextFrameOn) {
  test::World world;
  auto runner = world.runner("detection_filter", {});
  ASSERT_TRUE(runner.start());
  const std::vector<Detection> items = {{{5, 5, 30, 30}, 0.9F, 0}, {{5, 5, 30, 30}, 0.4F, 1}};
  ASSERT_TRUE(runner.send(test::packet(0, items)));
  ASSERT_TRUE(runner.set_options({{"confidence", 0.5}}));
  ASSERT_TRUE(runner.send(test::packet(1, items)));
  ASSERT_TRUE(runner.set_options({{"confidence", 0}, {"classes", {"car"}}}));
  ASSERT_TRUE(runner.send(test::packet(2, items)));
  const auto refused = runner.set_options({{"min_area", 50}, {"max_area", 10}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().place, "min_area");
  ASSERT_TRUE(runner.send(test::packet(3, items)));
  std::vector<std::size_t> counts;
  for (const Packet& packet : runner.outputs()) counts.push_back(packet.detections()->items.size());
  EXPECT_EQ(counts, (std::vector<std::size_t>{2, 1, 1, 1}));
  EXPECT_EQ(runner.outputs()[3].detections()->items[0].class_id, 1);
}

}  // namespace
}  // namespace ow::nodes
