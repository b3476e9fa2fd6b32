// The demo workflow: real model, real clip.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "graph/workflow.h"

namespace ow::cli {

inline constexpr const char* kDemoId = "demo";

/// Video Input (the sample clip in a loop) → default model → X-RAY View. The first of the folders with the clip is taken;
/// without the clip the moving test pattern is used, and `note` says so.
struct Demo {
  graph::Workflow workflow;
  std::string note;
};
Demo make_demo(const std::vector<std::filesystem::path>& media_folders, const std::string& model);

/// Where the demo's model is to come from when none of the folders has it; empty when one has, or when the error says it
/// well itself. `checkout` is the data folder of the current folder's checkout, which `make model` fills whatever --data-dir
/// says.
std::string model_advice(const std::filesystem::path& checkout, const std::vector<std::filesystem::path>& model_folders,
                         const std::string& model);

/// The sample clip in the first folder that has it; nothing when none has.
std::optional<std::filesystem::path> find_clip(const std::vector<std::filesystem::path>& media_folders);

/// Input → Model → … as `overwatch detect` and the bench build them; `source` and `model` as given.
graph::Workflow make_pipeline(const std::string& source, const std::string& model);

}  // namespace ow::cli
