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

/// The packet with a flat grey picture instead of its own.
Packet greyed(Packet packet) {
  FrameInfo info = packet.frame->info();
  FrameBuffer buffer(info.size);
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const int rows = plane == 0 ? info.size.height : chroma_extent(info.size.height);
    std::fill_n(buffer.data(plane), buffer.stride(plane) * rows, std::uint8_t{128});
  }
  packet.frame = std::move(buffer).freeze(info);
  return packet;
}

TEST(Model, TheAuditInfersSkippedFramesAndCountsThoseWithAMissedObject) {
  OW_TEST_DATA(model, "models/yolov8n.onnx");
  OW_TEST_DATA(picture, "images/bus.jpg");
  test::World world;
  auto runner = world.runner("model", {{"model", model.string()}, {"audit_skipped", 100}});
  runner.set_lossless(true);
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.send(bus(picture, 0)));
  const auto skip = [&](Packet packet, std::uint64_t reference) {
    packet.similar_to = reference;
    return runner.send(std::move(packet));
  };
  ASSERT_TRUE(skip(bus(picture, 1), 0));          // the same people, the same bus
  ASSERT_TRUE(skip(greyed(bus(picture, 2)), 0));  // they are gone, which hides nothing
  ASSERT_TRUE(runner.send(greyed(bus(picture, 3))));
  ASSERT_TRUE(skip(bus(picture, 4), 3));  // they came, and the gate did not see it
  ASSERT_TRUE(runner.end());
  EXPECT_EQ(runner.facts().at("audited_frames"), "3");
  EXPECT_EQ(runner.facts().at("audit_missed_frames"), "1 (33.33 %)");
  ASSERT_EQ(runner.outputs().size(), 5U) << "audited frames come out once";
  EXPECT_TRUE(runner.outputs()[4].detections()->items.empty()) << "and as they were carried over";
}

TEST(Model, WithoutAnAuditNothingIsInferredTwice) {
  OW_TEST_DATA(model, "models/yolov8n.onnx");
  OW_TEST_DATA(picture, "images/bus.jpg");
  test::World world;
  auto runner = world.runner("model", {{"model", model.string()}});
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.send(bus(picture, 0)));
  Packet similar = bus(picture, 1);
  similar.similar_to = 0;
  ASSERT_TRUE(runner.send(std::move(similar)));
  ASSERT_TRUE(runner.end());
  EXPECT_FALSE(runner.facts().contains("audited_frames"));
}

TEST(Model, AChangeHoldsForTheNextFrameHoweverSimilarItIs) {
  OW_TEST_DATA(model, "models/yolov8n.onnx");
  OW_TEST_DATA(picture, "images/bus.jpg");
  test::World world;
  auto runner = world.runner("model", {{"model", model.string()}});
  ASSERT_TRUE(runner.start());
  const auto send_similar = [&](std::uint64_t sequence) {
    Packet packet = bus(picture, sequence);
    if (sequence > 0) packet.similar_to = 0;
    return runner.send(std::move(packet));
  };
  ASSERT_TRUE(send_similar(0));
  ASSERT_TRUE(runner.set_options({{"classes", {"bus"}}, {"confidence", 0.5}}));
  ASSERT_TRUE(send_similar(1));
  ASSERT_TRUE(send_similar(2));
  const auto refused = runner.set_options({{"classes", {"buss"}}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().place, "classes");
  ASSERT_TRUE(runner.end());
  ASSERT_EQ(runner.outputs().size(), 3U);
  // The first frame may still be at the model when the change comes: either holds for it.
  EXPECT_FALSE(runner.outputs()[1].detections()->carried_over);
  EXPECT_EQ(runner.outputs()[1].detections()->items.size(), 1U);
  EXPECT_TRUE(runner.outputs()[2].detections()->carried_over);  // the gate's reference is still the same
  EXPECT_EQ(runner.outputs()[2].detections()->items.size(), 1U);
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
