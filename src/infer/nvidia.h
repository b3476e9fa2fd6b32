// NVIDIA hardware as its driver reports it, without linking to it.
#pragma once

#include <string>
#include <vector>

namespace ow::infer {

/// Names of the GPUs by NVML, or by the CUDA driver where NVML is absent (Jetson); empty when there are none.
std::vector<std::string> nvidia_gpus();

}  // namespace ow::infer
