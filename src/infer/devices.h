// Which devices this machine really has, and which one a wish resolves to.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "core/device.h"

namespace ow::infer {

struct DeviceInfo {
  DeviceKind kind = DeviceKind::kCpu;
  std::string name;       ///< "NVIDIA RTX 3060", "AMD EPYC …"
  bool available = false; ///< hardware, driver and provider library are all there
  std::string reason;     ///< why not, and what to do about it
};

/// Probes hardware, drivers and the runtime's providers. Takes milliseconds; call once.
std::vector<DeviceInfo> detect_devices();

/// `wish` against what is there: kAuto takes the best available (tensorrt is never chosen by auto; cuda, mps, cpu in
/// this order) and logs the spec's lines ("🚀 Using CUDA", "Using CPU"); a forced device that is absent is an error.
Result<DeviceKind> choose_device(DeviceKind wish, const std::vector<DeviceInfo>& devices);

}  // namespace ow::infer
