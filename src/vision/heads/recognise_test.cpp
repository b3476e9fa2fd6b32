#include <gtest/gtest.h>

#include "vision/heads/test_models.h"

namespace ow::vision {
namespace {

using Metadata = std::map<std::string, std::string>;

struct Case {
  const char* what;
  const char* head;
  ModelSignature signature;
  std::size_t classes = 80;
};

Metadata ultralytics(int classes, Metadata more = {}) {
  more.merge(
      Metadata{{"author", "Ultralytics"}, {"stride", "32"}, {"task", "detect"}, {"names", names_literal(classes)}});
  return more;
}

const Shape k640 = {1, 3, 640, 640};
const Shape k416 = {1, 3, 416, 416};
const Shape kOpen = {-1, 3, -1, -1};

std::vector<Case> known_models() {
  return {
      {"YOLOv8n", "yolov8", signature_of(k640, {{1, 84, 8400}}, ultralytics(80))},
      {"YOLOv8n without metadata", "yolov8", signature_of(k640, {{1, 84, 8400}})},
      {"YOLOv8n, open batch", "yolov8", signature_of({-1, 3, 640, 640}, {{-1, 84, 8400}}, ultralytics(80))},
      {"YOLOv8n, all open", "yolov8", signature_of(kOpen, {{-1, 84, -1}})},
      {"YOLOv8n, nothing known but names", "yolov8", signature_of(kOpen, {{-1, -1, -1}}, ultralytics(80))},
      {"YOLO11n at 320", "yolov8",
       signature_of({1, 3, 320, 320}, {{1, 84, 2100}}, ultralytics(80, {{"end2end", "False"}}))},
      {"YOLOv8 transposed", "yolov8", signature_of(k640, {{1, 8400, 84}})},
      {"YOLOv8, two classes", "yolov8", signature_of(k640, {{1, 6, 8400}}, ultralytics(2)), 2},
      {"YOLOv8, one class", "yolov8", signature_of(k640, {{1, 5, 8400}}, ultralytics(1)), 1},
      {"YOLOv8, two classes, transposed", "yolov8", signature_of(k640, {{1, 8400, 6}}, ultralytics(2)), 2},
      {"YOLOv8 at 480x800", "yolov8", signature_of({1, 3, 480, 800}, {{1, 84, 7875}})},
      {"YOLOv5s", "yolov5", signature_of(k640, {{1, 25200, 85}}, {{"names", names_literal(80)}, {"stride", "32"}})},
      {"YOLOv5s without metadata", "yolov5", signature_of(k640, {{1, 25200, 85}})},
      {"YOLOv5s6", "yolov5", signature_of({1, 3, 1280, 1280}, {{1, 102000, 85}})},
      {"YOLOv5, one class", "yolov5", signature_of(k640, {{1, 25200, 6}}), 1},
      {"YOLOv5 open", "yolov5", signature_of(kOpen, {{-1, -1, 85}}, ultralytics(80))},
      {"YOLOv5 with raw maps", "yolov5",
       signature_of(k640, {{1, 25200, 85}, {1, 3, 80, 80, 85}, {1, 3, 40, 40, 85}, {1, 3, 20, 20, 85}})},
      {"YOLOX-nano", "yolox", signature_of(k416, {{1, 3549, 85}})},
      {"YOLOX-s", "yolox", signature_of(k640, {{1, 8400, 85}})},
      {"YOLOX p6", "yolox", signature_of({1, 3, 1280, 1280}, {{1, 34000, 85}})},
      {"YOLOX, three classes", "yolox", signature_of(k640, {{1, 8400, 8}}, {{"names", "['a','b','c']"}}), 3},
      {"NanoDet-m", "nanodet",
       signature_of(k416, {{1, 2704, 80}, {1, 676, 80}, {1, 169, 80}, {1, 2704, 32}, {1, 676, 32}, {1, 169, 32}})},
      {"NanoDet-m, mixed order", "nanodet",
       signature_of(k416, {{1, 169, 32}, {1, 169, 80}, {1, 676, 32}, {1, 676, 80}, {1, 2704, 32}, {1, 2704, 80}})},
      {"NanoDet joint", "nanodet", signature_of(k416, {{1, 3549, 112}})},
      {"NanoDet-Plus", "nanodet", signature_of(k416, {{1, 3598, 112}})},
      {"CenterNet", "centernet",
       signature_of({1, 3, 512, 512}, {{1, 80, 128, 128}, {1, 4, 128, 128}}, {{"overwatch.head", "centernet"}})},
      {"CenterNet channels last", "centernet",
       signature_of({-1, 512, 512, 3}, {{-1, 128, 128, 4}, {-1, 128, 128, 80}})},
      {"YOLOv10", "end2end", signature_of(k640, {{1, 300, 6}}, ultralytics(80))},
      {"YOLO26", "end2end", signature_of(k640, {{1, 300, 6}}, ultralytics(3, {{"end2end", "True"}})), 3},
      {"NMS inside", "end2end", signature_of(k640, {{1, -1, 6}})},
  };
}

TEST(RecogniseHead, KnowsTheUsualExports) {
  for (const Case& model : known_models()) {
    const auto head = recognise_head(model.signature);
    ASSERT_TRUE(head) << model.what << ": " << head.error().text();
    EXPECT_EQ((*head)->name(), model.head) << model.what;
    ASSERT_TRUE((*head)->labels()) << model.what;
    EXPECT_EQ((*head)->labels()->size(), model.classes) << model.what;
  }
}

TEST(RecogniseHead, TellsWhatTheModelWants) {
  const auto yolox = *recognise_head(signature_of(k416, {{1, 3549, 85}}));
  EXPECT_EQ(yolox->input().size, (Size{416, 416}));
  EXPECT_EQ(yolox->input().order, ChannelOrder::kBgr);
  EXPECT_EQ(yolox->input().placement, Placement::kTopLeft);
  EXPECT_EQ(yolox->input().scale[0], 1.F);
  EXPECT_EQ((*yolox->labels())[5], "bus");

  const auto wide = *recognise_head(signature_of(kOpen, {{-1, 84, -1}}, ultralytics(80, {{"imgsz", "[384, 640]"}})));
  EXPECT_EQ(wide->input().size, (Size{640, 384}));
  EXPECT_EQ((*recognise_head(signature_of(kOpen, {{-1, 84, -1}})))->input().size, (Size{640, 640}));

  const auto last = *recognise_head(signature_of({1, 512, 512, 3}, {{1, 128, 128, 80}, {1, 128, 128, 4}}));
  EXPECT_EQ(last->input().layout, TensorLayout::kNhwc);
  EXPECT_EQ(last->input().placement, Placement::kStretch);
}

TEST(RecogniseHead, RefusesOtherTasksWithWords) {
  for (const char* task : {"pose", "segment", "classify", "obb"}) {
    const auto head = recognise_head(signature_of(k640, {{1, 56, 8400}}, {{"task", task}, {"names", "{0: 'person'}"}}));
    ASSERT_FALSE(head);
    EXPECT_EQ(head.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(head.error().message.find(task), std::string::npos);
  }
}

TEST(RecogniseHead, AnUnknownModelIsToldItsShapesAndTheUnderstoodOnes) {
  const auto head = recognise_head(signature_of(k640, {{1, 300, 84}, {7}}));
  ASSERT_FALSE(head);
  EXPECT_NE(head.error().message.find("1x300x84, 7"), std::string::npos) << head.error().message;
  for (const char* name : {"yolov8", "yolov5", "yolox", "nanodet", "centernet", "end2end"}) {
    EXPECT_NE(head.error().message.find(name), std::string::npos) << name;
  }
}

TEST(RecogniseHead, RefusesWhatItCannotKnow) {
  const std::vector<ModelSignature> bad = {
      {},
      signature_of({1, 3, 256, 128}, {{1, 512}}),                                  // an embedding
      signature_of(k640, {}),
      signature_of(k640, {{1, 300, 84}}),                                          // RT-DETR
      signature_of(k640, {{1, 116, 8400}, {1, 32, 160, 160}}),                     // masks
      signature_of(k640, {{1, 56, 8400}}, {{"names", "{0: 'person'}"}}),           // key points
      signature_of({1, 1, 640, 640}, {{1, 84, 8400}}),                             // grey input
      signature_of({1, 3, 640}, {{1, 84, 8400}}),
      signature_of({1, 3, 0, 640}, {{1, 84, 8400}}),
      signature_of({1, 3, 1 << 20, 640}, {{1, 84, 8400}}),
      signature_of(k640, {{1, 4, 8400}}),
      signature_of(k640, {{0, 0, 0}}),
      signature_of(k640, {{-1, -1, -1}}),
      signature_of(k640, {{1, 84, 8400}}, {{"names", "garbage"}}),
      signature_of(k640, {{1, 84, 8400}}, {{"overwatch.head", "centernet"}}),
      signature_of(k416, {{1, 2704, 80}, {1, 676, 80}, {1, 169, 80}, {1, 2704, 30}, {1, 676, 30}, {1, 169, 30}}),
      signature_of(k640, {{1, 80, 128, 128}, {1, 5, 128, 128}}),
      signature_of(k640, {{1, INT64_MAX, INT64_MAX}}),
  };
  for (std::size_t i = 0; i < bad.size(); ++i) EXPECT_FALSE(recognise_head(bad[i])) << "case " << i;
  ModelSignature bytes = signature_of(k640, {{1, 84, 8400}});
  bytes.inputs[0].element_type = "uint8";
  EXPECT_FALSE(recognise_head(bytes));
}

TEST(RecogniseHead, MetadataNamesTheHead) {
  const auto head = recognise_head(signature_of(k640, {{1, 8400, 6}}, {{"overwatch.head", "yolox"}}));
  ASSERT_TRUE(head) << head.error().text();
  EXPECT_EQ((*head)->name(), "yolox");
}

}  // namespace
}  // namespace ow::vision
