#include "overwatch/demo.h"

namespace ow::cli {
namespace {

constexpr const char* kClip = "vtest.avi";

}  // namespace

graph::Workflow make_pipeline(const std::string& source, const std::string& model) {
  graph::Workflow workflow;
  workflow.nodes.push_back({"camera", "video_input", {{"source", source}}});
  workflow.nodes.push_back({"detect", "model", {{"model", model}}});
  workflow.edges.push_back({"camera", "", "detect", ""});
  return workflow;
}

std::optional<std::filesystem::path> find_clip(const std::vector<std::filesystem::path>& media_folders) {
  for (const auto& folder : media_folders) {
    std::error_code error;
    if (std::filesystem::exists(folder / kClip, error)) return std::filesystem::absolute(folder / kClip);
  }
  return std::nullopt;
}

Demo make_demo(const std::vector<std::filesystem::path>& media_folders, const std::string& model) {
  Demo demo;
  const auto clip = find_clip(media_folders);
  const std::string source = clip ? clip->string() : "test://pattern";
  if (!clip) {
    demo.note = "the sample clip is not there (" + (media_folders.front() / kClip).string() +
                "); the demo shows the test pattern";
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
