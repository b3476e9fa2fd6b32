#include "overwatch/demo.h"

namespace ow::cli {

graph::Workflow make_pipeline(const std::string& source, const std::string& model) {
  graph::Workflow workflow;
  workflow.nodes.push_back({"camera", "video_input", {{"source", source}}});
  workflow.nodes.push_back({"detect", "model", {{"model", model}}});
  workflow.edges.push_back({"camera", "", "detect", ""});
  return workflow;
}

std::filesystem::path demo_clip(const std::filesystem::path& data_folder) {
  return data_folder / "media" / "vtest.avi";
}

Demo make_demo(const std::filesystem::path& data_folder, const std::string& model) {
  const std::filesystem::path clip = demo_clip(data_folder);
  Demo demo;
  std::string source = std::filesystem::absolute(clip).string();
  if (!std::filesystem::exists(clip)) {
    demo.note = "the sample clip is not there (" + clip.string() + "); the demo shows the test pattern";
    source = "test://pattern";
  }
  demo.workflow = make_pipeline(source, model);
  demo.workflow.name = "Demo";
  demo.workflow.nodes[0].options["loop"] = true;
  demo.workflow.nodes[1].options["confidence"] = 0.3;
  demo.workflow.nodes.push_back({"view", "xray_view", nlohmann::ordered_json::object()});
  demo.workflow.edges.push_back({"detect", "", "view", ""});
  return demo;
}

}  // namespace ow::cli
