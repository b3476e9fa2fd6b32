// Video Input: any source as frames at the pace, rate and size that the workflow wants.
#pragma once

#include "graph/registry.h"
#include "nodes/services.h"

namespace ow::nodes {

/// Files play at their own speed (dropping what comes late) unless the run is lossless: then every frame, as fast as the
/// graph takes them. Cameras that fail or fall silent are opened again with back-off, for ever.
struct VideoInputNode {
  static graph::NodeDescriptor descriptor();
  static graph::NodeFactory factory(const Services& services);
};

}  // namespace ow::nodes
