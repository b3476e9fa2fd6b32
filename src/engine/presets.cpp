#include "engine/presets.h"

#include <algorithm>

#include "base/text.h"

namespace ow::engine {
namespace {

Preset make(std::string_view name, std::string_view doc, int scale, int fps, bool skip, std::string_view model,
            double confidence, int quality, int view_fps) {
  return {name,
          doc,
          {{"video_input", "resolution_scale", scale},
           {"video_input", "processing_fps", fps},
           {"video_input", "skip_similar", skip},
           {"model", "model", model},
           {"model", "confidence", confidence},
           {"model", "fps", fps},
           {"xray_view", "jpeg_quality", quality},
           {"xray_view", "max_fps", view_fps}}};
}

}  // namespace

std::span<const Preset> presets() {
  // The values are those of the specification's "Tuning Recommendations".
  static const std::vector<Preset> all = {
      make("max-fps", "Real-time display: small frames, small model", 25, 30, true, "yolov8n", 0.2, 40, 30),
      make("balanced", "Good pictures at a good rate (recommended)", 50, 15, true, "yolov8n", 0.25, 60, 15),
      make("max-accuracy", "Quality over speed: full frames, larger model", 100, 5, false, "yolov8m", 0.5, 85, 10)};
  return all;
}

Status apply_preset(graph::Workflow& workflow, std::string_view name) {
  const auto preset = std::ranges::find(presets(), name, &Preset::name);
  if (preset == presets().end()) {
    std::vector<std::string> names;
    for (const Preset& known : presets()) names.emplace_back(known.name);
    return fail_at("preset", ErrorCode::kInvalidArgument, "no preset '{}'{}; there are {}", name,
                   did_you_mean(name, names), join(names));
  }
  for (const PresetValue& value : preset->values) {
    for (graph::NodeSpec& node : workflow.nodes) {
      if (node.type == value.node_type) node.options[std::string(value.option)] = value.value;
    }
  }
  return {};
}

Status apply_override(graph::Workflow& workflow, std::string_view assignment) {
  const std::size_t equals = assignment.find('=');
  const std::size_t dot = assignment.find('.');
  if (equals == std::string_view::npos || dot == std::string_view::npos || dot > equals) {
    return fail(ErrorCode::kInvalidArgument, "'{}' is not of the form node.option=value", assignment);
  }
  const std::string_view target = assignment.substr(0, dot);
  const std::string option(assignment.substr(dot + 1, equals - dot - 1));
  bool found = false;
  for (graph::NodeSpec& node : workflow.nodes) {
    if (node.id != target && node.type != target) continue;
    node.options[option] = std::string(assignment.substr(equals + 1));
    found = true;
  }
  if (!found) return fail(ErrorCode::kNotFound, "no node has the id or type '{}'", target);
  return {};
}

}  // namespace ow::engine
