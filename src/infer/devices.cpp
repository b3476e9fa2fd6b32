#include "infer/devices.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "base/text.h"
#include "infer/nvidia.h"
#include "infer/ort.h"

namespace ow::infer {
namespace {

constexpr std::string_view kGpuBuildHint =
    "set ONNXRUNTIME_ROOT to a GPU build of ONNX Runtime (onnxruntime-linux-x64-gpu) and build again";

bool runtime_offers(std::string_view provider) {
  const auto providers = guarded("listing providers", [] { return Ort::GetAvailableProviders(); });
  return providers && std::ranges::find(*providers, provider) != providers->end();
}

/// Providers are libraries that ONNX Runtime loads from its own folder.
bool beside_runtime(std::string_view library) {
  Dl_info info{};
  if (dladdr(reinterpret_cast<const void*>(&OrtGetApiBase), &info) == 0 || info.dli_fname == nullptr) return false;
  std::error_code error;
  const auto folder = std::filesystem::canonical(info.dli_fname, error).parent_path();
  return !error && std::filesystem::exists(folder / library, error);
}

struct Provider {
  DeviceKind kind;
  std::string_view name;
  std::string_view library;
};

DeviceInfo nvidia_device(const Provider& provider, const std::vector<std::string>& gpus) {
  DeviceInfo device{provider.kind, gpus.empty() ? "NVIDIA GPU" : gpus.front(), false, {}};
  if (gpus.empty()) {
    device.reason = "no NVIDIA GPU or driver found; where there is a GPU, install its driver (nvidia-smi must work)";
  } else if (!runtime_offers(provider.name)) {
    device.reason = fmt::format("this ONNX Runtime has no {}; {}", provider.name, kGpuBuildHint);
  } else if (!beside_runtime(provider.library)) {
    device.reason = fmt::format("{} is not beside libonnxruntime.so; {}", provider.library, kGpuBuildHint);
  } else {
    device.available = true;
  }
  return device;
}

DeviceInfo mps_device() {
  DeviceInfo device{DeviceKind::kMps, "Apple GPU (CoreML)", false, {}};
#ifdef __APPLE__
  device.available = runtime_offers("CoreMLExecutionProvider");
  if (!device.available)
    device.reason = "this ONNX Runtime has no CoreMLExecutionProvider; use the official macOS build";
#else
  device.reason = "Apple's GPU exists on macOS only";
#endif
  return device;
}

DeviceInfo openvino_device() {
  return {DeviceKind::kOpenVino, "OpenVINO", false, "OpenVINO is not in this build; use cpu"};
}

std::string cpu_name() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    const std::size_t colon = line.find(':');
    if (line.starts_with("model name") && colon != std::string::npos) return std::string(trim(line.substr(colon + 1)));
  }
  return "CPU";
}

void log_choice(DeviceKind kind) {
  switch (kind) {
    case DeviceKind::kCuda: log::info("🚀 Using CUDA"); break;
    case DeviceKind::kTensorRt: log::info("🚀 Using TensorRT"); break;
    case DeviceKind::kMps:
      log::info("✅ Apple Silicon Detected");
      log::info("🚀 Using Metal Performance Shaders (MPS)");
      break;
    case DeviceKind::kOpenVino: log::info("🚀 Using OpenVINO"); break;
    default: log::info("Using CPU"); break;
  }
}

const DeviceInfo* find(const std::vector<DeviceInfo>& devices, DeviceKind kind) {
  const auto found = std::ranges::find(devices, kind, &DeviceInfo::kind);
  return found == devices.end() ? nullptr : &*found;
}

DeviceKind best_available(const std::vector<DeviceInfo>& devices) {
  for (const DeviceKind kind : {DeviceKind::kCuda, DeviceKind::kMps}) {
    const DeviceInfo* device = find(devices, kind);
    if (device != nullptr && device->available) return kind;
  }
  std::vector<std::string> reasons;
  for (const DeviceKind kind : {DeviceKind::kCuda, DeviceKind::kMps}) {
    const DeviceInfo* device = find(devices, kind);
    if (device != nullptr) reasons.push_back(fmt::format("{}: {}", to_string(kind), device->reason));
  }
  log::warn("No GPU is used ({})", join(reasons, "; "));
  return DeviceKind::kCpu;
}

}  // namespace

std::vector<DeviceInfo> detect_devices() {
  const std::vector<std::string> gpus = nvidia_gpus();
  return {
      nvidia_device({DeviceKind::kCuda, "CUDAExecutionProvider", "libonnxruntime_providers_cuda.so"}, gpus),
      nvidia_device({DeviceKind::kTensorRt, "TensorrtExecutionProvider", "libonnxruntime_providers_tensorrt.so"}, gpus),
      mps_device(),
      openvino_device(),
      {DeviceKind::kCpu, cpu_name(), true, {}},
  };
}

Result<DeviceKind> choose_device(DeviceKind wish, const std::vector<DeviceInfo>& devices) {
  const DeviceKind kind = wish == DeviceKind::kAuto ? best_available(devices) : wish;
  const DeviceInfo* device = find(devices, kind);
  const bool usable = kind == DeviceKind::kCpu || (device != nullptr && device->available);
  if (!usable) {
    return fail(ErrorCode::kUnavailable, "device {} cannot be used: {} (or set DEVICE=auto)", to_string(kind),
                device != nullptr ? device->reason : "it was not found");
  }
  log_choice(kind);
  return kind;
}

}  // namespace ow::infer
