#include "profile/gpu_stats.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>

namespace ow::profile {
namespace {

// The part of NVML's C interface that is used here (NVML API reference, "Device Queries"); its ABI is stable, and
// loading it at run time keeps the program free of a build dependency on the driver.
using NvmlDevice = void*;
struct NvmlUtilization {
  unsigned gpu = 0, memory = 0;
};
struct NvmlMemory {
  unsigned long long total = 0, free = 0, used = 0;
};
constexpr int kNvmlSuccess = 0;
constexpr int kNvmlTemperatureGpu = 0;
constexpr unsigned kGpusMax = 64;
constexpr std::size_t kNameBytes = 96;  // NVML_DEVICE_NAME_V2_BUFFER_SIZE

struct CloseLibrary {
  void operator()(void* handle) const { ::dlclose(handle); }
};

}  // namespace

struct GpuMonitor::Nvml {
  std::unique_ptr<void, CloseLibrary> library;
  int (*init)() = nullptr;
  int (*shutdown)() = nullptr;
  int (*count)(unsigned*) = nullptr;
  int (*handle)(unsigned, NvmlDevice*) = nullptr;
  int (*name)(NvmlDevice, char*, unsigned) = nullptr;
  int (*utilization)(NvmlDevice, NvmlUtilization*) = nullptr;
  int (*memory)(NvmlDevice, NvmlMemory*) = nullptr;
  int (*temperature)(NvmlDevice, int, unsigned*) = nullptr;

  template <typename Function>
  bool load(Function& function, const char* symbol) {
    function = reinterpret_cast<Function>(::dlsym(library.get(), symbol));
    return function != nullptr;
  }

  bool load_all() {
    return load(init, "nvmlInit_v2") && load(shutdown, "nvmlShutdown") && load(count, "nvmlDeviceGetCount_v2") &&
           load(handle, "nvmlDeviceGetHandleByIndex_v2") && load(name, "nvmlDeviceGetName") &&
           load(utilization, "nvmlDeviceGetUtilizationRates") && load(memory, "nvmlDeviceGetMemoryInfo") &&
           load(temperature, "nvmlDeviceGetTemperature");
  }

  [[nodiscard]] GpuStats sample(NvmlDevice device) const {
    GpuStats stats;
    std::array<char, kNameBytes> text{};
    if (name(device, text.data(), static_cast<unsigned>(text.size() - 1)) == kNvmlSuccess) stats.name = text.data();
    NvmlUtilization used;
    if (utilization(device, &used) == kNvmlSuccess) stats.utilisation_percent = used.gpu;
    NvmlMemory bytes;
    if (memory(device, &bytes) == kNvmlSuccess) {
      stats.memory_total_bytes = bytes.total;
      stats.memory_used_bytes = bytes.used;
    }
    unsigned celsius = 0;
    if (temperature(device, kNvmlTemperatureGpu, &celsius) == kNvmlSuccess) stats.temperature_celsius = celsius;
    return stats;
  }
};

GpuMonitor::GpuMonitor(const std::string& library) {
  auto nvml = std::make_unique<Nvml>();
  nvml->library.reset(::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL));
  if (nvml->library == nullptr || !nvml->load_all() || nvml->init() != kNvmlSuccess) return;
  nvml_ = std::move(nvml);
}

GpuMonitor::~GpuMonitor() {
  if (nvml_ != nullptr) nvml_->shutdown();
}

std::vector<GpuStats> GpuMonitor::sample() const {
  std::vector<GpuStats> gpus;
  unsigned count = 0;
  if (nvml_ == nullptr || nvml_->count(&count) != kNvmlSuccess) return gpus;
  for (unsigned index = 0; index < std::min(count, kGpusMax); ++index) {
    NvmlDevice device = nullptr;
    if (nvml_->handle(index, &device) == kNvmlSuccess) gpus.push_back(nvml_->sample(device));
  }
  return gpus;
}

}  // namespace ow::profile
