// What the built-in nodes need from the process; made once by the composition root.
#pragma once

#include <memory>

#include "base/clock.h"
#include "core/access.h"
#include "core/device.h"
#include "graph/registry.h"
#include "infer/devices.h"
#include "infer/service.h"
#include "live/hub.h"
#include "models/catalogue.h"

namespace ow::nodes {

/// Borrowed by every node; outlives all runs.
struct Services {
  const Clock& clock;
  infer::InferenceService& inference;
  const models::Library& library;
  live::Hub& hub;
  const std::vector<infer::DeviceInfo>& devices;
  DeviceKind default_device = DeviceKind::kCpu;  ///< resolved, never kAuto
  unsigned cores = 1;
  std::shared_ptr<const Access> access;  ///< what sources may read and outputs may write
};

/// Adds every node type of this build.
void add_builtin_nodes(graph::Registry& registry, Services& services);

}  // namespace ow::nodes
