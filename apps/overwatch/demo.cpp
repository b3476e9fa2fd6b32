#include "overwatch/demo.h"

#include <fmt/format.h>

#include "models/catalogue.h"

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

std::string model_advice(const std::filesystem::path& checkout, const std::vector<std::filesystem::path>& model_folders,
                         const std::string& model) {
  std::error_code error;
  const auto made = std::filesystem::weakly_canonical(checkout / "models", error);
  for (const auto& folder : model_folders) {
    if (std::filesystem::exists(folder / (model + ".onnx"), error)) return {};
    if (std::filesystem::weakly_canonical(folder, error) == made) return {};
  }
  if (std::filesystem::exists(made / (model + ".onnx"), error))
    return fmt::format("this checkout has {} in another folder: add --models-dir {}", model, made.string());
  const auto* entry = models::find_in_catalogue(model);
  if (entry == nullptr || entry->how_to_get != "make model") return {};
  return "`make model` puts it into .overwatch/models of a checkout: name that folder with --models-dir, or take a "
         "model "
         "that can be fetched: overwatch models pull yolox_nano with the same --data-dir, and --demo-model yolox_nano "
         "here";
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
