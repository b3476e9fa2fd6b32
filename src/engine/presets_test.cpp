#include "engine/presets.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace ow::engine {
namespace {

graph::Workflow street() {
  return *graph::parse_workflow(R"(
name: Street
nodes:
  camera: {type: video_input, source: a.mp4}
  detect: {type: model, model: centernet-mb3}
  detect-2: {type: model, model: centernet-mb3}
  view: {type: xray_view}
edges: [camera -> detect, camera -> detect-2, detect -> view]
)");
}

const graph::NodeSpec& node(const graph::Workflow& workflow, std::string_view id) {
  return *std::ranges::find(workflow.nodes, id, &graph::NodeSpec::id);
}

/// The table "Tuning Recommendations" of the specification.
struct Row {
  const char* preset;
  int scale, fps;
  bool skip;
  const char* model;
  double confidence;
  int quality, view_fps;
};

class PresetTest : public testing::TestWithParam<Row> {};

TEST_P(PresetTest, SetsTheSpecifiedValuesOnEveryNode) {
  const Row& row = GetParam();
  graph::Workflow workflow = street();
  ASSERT_TRUE(apply_preset(workflow, row.preset));
  EXPECT_EQ(node(workflow, "camera").options.at("resolution_scale"), row.scale);
  EXPECT_EQ(node(workflow, "camera").options.at("processing_fps"), row.fps);
  EXPECT_EQ(node(workflow, "camera").options.at("skip_similar"), row.skip);
  EXPECT_EQ(node(workflow, "camera").options.at("source"), "a.mp4");
  for (const char* id : {"detect", "detect-2"}) {
    EXPECT_EQ(node(workflow, id).options.at("model"), row.model);
    EXPECT_EQ(node(workflow, id).options.at("confidence"), row.confidence);
    EXPECT_EQ(node(workflow, id).options.at("fps"), row.fps);
  }
  EXPECT_EQ(node(workflow, "view").options.at("jpeg_quality"), row.quality);
  EXPECT_EQ(node(workflow, "view").options.at("max_fps"), row.view_fps);
}

INSTANTIATE_TEST_SUITE_P(All, PresetTest,
                         testing::Values(Row{"max-fps", 25, 30, true, "yolov8n", 0.2, 40, 30},
                                         Row{"balanced", 50, 15, true, "yolov8n", 0.25, 60, 15},
                                         Row{"max-accuracy", 100, 5, false, "yolov8m", 0.5, 85, 10}));

TEST(Presets, UnknownOnesNameTheNearest) {
  graph::Workflow workflow = street();
  const auto status = apply_preset(workflow, "balance");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().place, "preset");
  EXPECT_NE(status.error().message.find("did you mean 'balanced'"), std::string::npos) << status.error().message;
}

TEST(Overrides, GoToANodeOrToAllOfAType) {
  graph::Workflow workflow = street();
  ASSERT_TRUE(apply_override(workflow, "detect-2.confidence=0.4"));
  EXPECT_EQ(node(workflow, "detect-2").options.at("confidence"), "0.4");
  EXPECT_FALSE(node(workflow, "detect").options.contains("confidence"));
  ASSERT_TRUE(apply_override(workflow, "model.model=a=b.onnx"));
  EXPECT_EQ(node(workflow, "detect").options.at("model"), "a=b.onnx");
  EXPECT_EQ(node(workflow, "detect-2").options.at("model"), "a=b.onnx");
  EXPECT_EQ(apply_override(workflow, "nobody.x=1").error().code, ErrorCode::kNotFound);
  for (const char* wrong : {"", "x", "detect", "detect=1", "detect=a.b"}) {
    EXPECT_EQ(apply_override(workflow, wrong).error().code, ErrorCode::kInvalidArgument) << wrong;
  }
}

}  // namespace
}  // namespace ow::engine
