// Detection Filter: keeps the detections that matter.
#pragma once

#include "graph/registry.h"

namespace ow::nodes {

/// Keeps by class, score, place and size; frames always pass.
struct DetectionFilterNode {
  static graph::NodeDescriptor descriptor();
  static graph::NodeFactory factory();
  /// What options say only together: the smallest area is not above the largest.
  static Status check(const graph::Options& options);
};

}  // namespace ow::nodes
