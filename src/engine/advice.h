// What would help against a bottleneck, in terms of the options that a person can change.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "graph/registry.h"
#include "graph/workflow.h"
#include "profile/profiler.h"

namespace ow::engine {

/// One thing to do. With an option: set `node.option` to `value`; otherwise the text alone.
struct Help {
  std::string text;
  std::string node = {}, option = {};
  nlohmann::ordered_json value = {};
};

struct BottleneckAdvice {
  std::string node;       ///< where it costs most
  std::string operation;  ///< "model_inference"
  double avg_ms = 0;
  double share = 0;       ///< of the summed average time of all stages, 0 … 1
  std::vector<Help> helps;
};

/// For each of the snapshot's bottlenecks, slowest first, what `workflow` (as it runs) does not do yet.
std::vector<BottleneckAdvice> advise(const graph::Workflow& workflow, const graph::Registry& registry,
                                     const profile::Snapshot& snapshot);

}  // namespace ow::engine
