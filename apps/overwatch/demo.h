// The demo workflow: real model, real clip.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"
#include "graph/workflow.h"

namespace ow::cli {

inline constexpr const char* kDemoId = "demo";

/// Where set-up puts the sample clip.
std::filesystem::path demo_clip(const std::filesystem::path& data_folder);

/// Video Input (the sample clip in a loop) → default model → X-RAY View. Without the clip the moving test pattern is
/// used; `note` says so.
struct Demo {
  graph::Workflow workflow;
  std::string note;
};
Demo make_demo(const std::filesystem::path& data_folder, const std::string& model);

/// Input → Model → … as `overwatch detect` and the bench build them; `source` and `model` as given.
graph::Workflow make_pipeline(const std::string& source, const std::string& model);

}  // namespace ow::cli
