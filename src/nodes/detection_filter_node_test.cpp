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
  ASSERT_TRUE(runner.send(test::packet(1)));
  EXPECT_EQ(runner.outputs().size(), 2U);
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
