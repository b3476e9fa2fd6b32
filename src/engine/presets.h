// Presets: the specification's three tunings, laid over a workflow's options.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "graph/workflow.h"

namespace ow::engine {

/// One option that a preset sets on every node of a type.
struct PresetValue {
  std::string_view node_type, option;
  nlohmann::ordered_json value;
};

struct Preset {
  std::string_view name;  ///< "max-fps", "balanced", "max-accuracy"
  std::string_view doc;
  std::vector<PresetValue> values;
};

std::span<const Preset> presets();

/// Lays a preset over a workflow. An unknown name fails with the nearest one.
Status apply_preset(graph::Workflow& workflow, std::string_view name);

/// Lays `node.option=value` (or `type.option=value` for all nodes of a type) over a workflow.
Status apply_override(graph::Workflow& workflow, std::string_view assignment);

}  // namespace ow::engine
