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

/// The sample clip in the first folder that has it; nothing when none has.
std::optional<std::filesystem::path> find_clip(const std::vector<std::filesystem::path>& media_folders);

/// Input → Model → … as `overwatch detect` and the bench build them; `source` and `model` as given.
graph::Workflow make_pipeline(const std::string& source, const std::string& model);

}  // namespace ow::cli
