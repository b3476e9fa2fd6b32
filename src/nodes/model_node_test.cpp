#include "nodes/model_node.h"

#include "media/source.h"
#include "nodes/test_support.h"

namespace ow::nodes {
namespace {

/// The bus picture as a packet with the given sequence.
Packet bus(const std::filesystem::path& file, std::uint64_t sequence) {
  const SteadyClock clock;
  auto source = media::open_source({.uri = file.string()}, clock, {});
  EXPECT_TRUE(source) << source.error().text();
  auto read = (*source)->read({});
  EXPECT_TRUE(read);
  const FramePtr frame = std::get<media::SourceFrame>(*read).frame;
  FrameInfo info = frame->info();
  info.sequence = sequence;
  info.pts = std::chrono::milliseconds(100 * sequence);
  Packet packet;
  packet.frame = std::make_shared<const Frame>(
      info, std::array<Plane, 3>{frame->plane(0), frame->plane(1), frame->plane(2)}, frame->owner());
  return packet;
}

TEST(Model, FindsTheBusAndCarriesItOverToSimilarFrames) {
  OW_TEST_DATA(model, "models/yolov8n.onnx");
  OW_TEST_DATA(picture, "images/bus.jpg");
  test::World world;
  auto runner = world.runner("model", {{"model", model.string()}});
  ASSERT_TRUE(runner.start());
  EXPECT_EQ(runner.facts().at("device"), "cpu");
  EXPECT_NE(runner.facts().at("execution").find("CPUExecutionProvider"), std::string::npos);
  ASSERT_TRUE(runner.send(bus(picture, 0)));
  Packet similar = bus(picture, 1);
  similar.similar_to = 0;
  ASSERT_TRUE(runner.send(std::move(similar)));
  Packet elsewhere = bus(picture, 2);
  elsewhere.similar_to = 17;  // a frame that was dropped on the way: nothing is known about it
  ASSERT_TRUE(runner.send(std::move(elsewhere)));
  ASSERT_TRUE(runner.end());
  ASSERT_EQ(runner.outputs().size(), 3U);
  const DetectionSet& first = *runner.outputs()[0].detections();
  EXPECT_EQ(first.items.size(), 5U);
  EXPECT_FALSE(first.carried_over);
  EXPECT_TRUE(runner.outputs()[1].detections()->carried_over);
  EXPECT_EQ(runner.outputs()[1].detections()->inferred_sequence, 0U);
  EXPECT_FALSE(runner.outputs()[2].detections()->carried_over);
}

TEST(Model, FpsCapCarriesOverAndClassesRestrict) {
  OW_TEST_DATA(model, "models/yolov8n.onnx");
  OW_TEST_DATA(picture, "images/bus.jpg");
  test::World world;
  auto runner = world.runner("model", {{"model", model.string()}, {"fps", 5}, {"classes", "bus"}});
  ASSERT_TRUE(runner.start());
  for (std::uint64_t i = 0; i < 4; ++i) ASSERT_TRUE(runner.send(bus(picture, i)));  // 10 fps
  ASSERT_TRUE(runner.end());
  ASSERT_EQ(runner.outputs().size(), 4U);
  int inferred = 0;
  for (const Packet& packet : runner.outputs()) {
    inferred += packet.detections()->carried_over ? 0 : 1;
    EXPECT_EQ(packet.detections()->items.size(), 1U);
  }
  EXPECT_EQ(inferred, 2);
}

TEST(Model, BatchesKeepOrderAndAPartialBatchIsFlushed) {
  OW_TEST_DATA(model, "models/yolov8n_dynbatch.onnx");
  OW_TEST_DATA(picture, "images/bus.jpg");
  test::World world;
  auto runner = world.runner("model", {{"model", model.string()}, {"batch_size", 2}});
  runner.set_lossless(true);
  ASSERT_TRUE(runner.start());
  for (std::uint64_t i = 0; i < 3; ++i) ASSERT_TRUE(runner.send(bus(picture, i)));
  ASSERT_TRUE(runner.end());
  ASSERT_EQ(runner.outputs().size(), 3U);
  for (std::uint64_t i = 0; i < 3; ++i) {
    EXPECT_EQ(runner.outputs()[i].frame->info().sequence, i);
    EXPECT_EQ(runner.outputs()[i].detections()->items.size(), 5U);
  }
}

TEST(Model, StoppedInMidFrameLeavesCleanly) {
  OW_TEST_DATA(model, "models/yolov8n.onnx");
  OW_TEST_DATA(picture, "images/bus.jpg");
  test::World world;
  auto runner = world.runner("model", {{"model", model.string()}});
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.send(bus(picture, 0)));
  runner.request_stop();
}

TEST(Model, SaysWhatIsWrong) {
  test::World world;
  const auto unknown = world.runner("model", {{"model", "yolov8m"}}).start();
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("yolo export"), std::string::npos) << unknown.error().message;
  OW_TEST_DATA(model, "models/yolov8n.onnx");
  const auto no_class = world.runner("model", {{"model", model.string()}, {"classes", "persn"}}).start();
  ASSERT_FALSE(no_class);
  EXPECT_NE(no_class.error().message.find("did you mean 'person'"), std::string::npos);
  OW_TEST_DATA(odd, "models/osnet_x0_25_msmt17.onnx");
  const auto no_head = world.runner("model", {{"model", odd.string()}}).start();
  ASSERT_FALSE(no_head);
  EXPECT_NE(no_head.error().message.find("1x512"), std::string::npos) << no_head.error().message;
}

}  // namespace
}  // namespace ow::nodes
