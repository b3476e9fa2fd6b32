// Debug: says what flows by, in the log and beside the node.
#pragma once

#include "graph/registry.h"

namespace ow::nodes {

/// One line an interval at most, never one per frame.
struct DebugNode {
  static graph::NodeDescriptor descriptor();
  static graph::NodeFactory factory();
};

}  // namespace ow::nodes
