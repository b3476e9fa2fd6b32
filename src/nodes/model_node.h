// Model: detections for every frame, inferred or carried over.
#pragma once

#include "graph/registry.h"
#include "nodes/services.h"

namespace ow::nodes {

/// Preprocesses on its turn, lets the inference service work, and emits in the order of the frames. A frame that the
/// similarity gate or the rate cap spares carries the last result on, marked as carried over.
struct ModelNode {
  static graph::NodeDescriptor descriptor();
  static graph::NodeFactory factory(const Services& services);
};

}  // namespace ow::nodes
