// X-RAY View: the live picture with what the model sees on it.
#pragma once

#include "graph/registry.h"
#include "nodes/services.h"

namespace ow::nodes {

/// Scales to the view's size, draws, encodes once and hands the picture to the hub. Without viewers it makes one picture
/// a second, so that a thumbnail and the statistics stay alive at next to no cost.
struct XrayViewNode {
  static graph::NodeDescriptor descriptor();
  static graph::NodeFactory factory(const Services& services);
};

}  // namespace ow::nodes
