#include "infer/nvidia.h"

#include <dlfcn.h>

#include <array>
#include <memory>

namespace ow::infer {
namespace {

struct Close {
  void operator()(void* handle) const { dlclose(handle); }
};
using Library = std::unique_ptr<void, Close>;

Library open_library(const char* name) { return Library(dlopen(name, RTLD_NOW | RTLD_LOCAL)); }

template <typename Function>
Function symbol(const Library& library, const char* name) {
  return reinterpret_cast<Function>(dlsym(library.get(), name));
}

// Signatures from nvml.h and cuda.h; both libraries return 0 for success and promise a stable ABI.
std::vector<std::string> gpus_by_nvml() {
  const Library nvml = open_library("libnvidia-ml.so.1");
  if (!nvml) return {};
  const auto init = symbol<int (*)()>(nvml, "nvmlInit_v2");
  const auto shutdown = symbol<int (*)()>(nvml, "nvmlShutdown");
  const auto get_count = symbol<int (*)(unsigned*)>(nvml, "nvmlDeviceGetCount_v2");
  const auto get_handle = symbol<int (*)(unsigned, void**)>(nvml, "nvmlDeviceGetHandleByIndex_v2");
  const auto get_name = symbol<int (*)(void*, char*, unsigned)>(nvml, "nvmlDeviceGetName");
  if (!init || !shutdown || !get_count || !get_handle || !get_name || init() != 0) return {};
  std::vector<std::string> names;
  unsigned count = 0;
  if (get_count(&count) != 0) count = 0;
  for (unsigned index = 0; index < count; ++index) {
    void* device = nullptr;
    std::array<char, 128> name{};
    if (get_handle(index, &device) == 0 && get_name(device, name.data(), name.size()) == 0)
      names.emplace_back(name.data());
  }
  shutdown();
  return names;
}

std::vector<std::string> gpus_by_cuda() {
  const Library cuda = open_library("libcuda.so.1");
  if (!cuda) return {};
  const auto init = symbol<int (*)(unsigned)>(cuda, "cuInit");
  const auto get_count = symbol<int (*)(int*)>(cuda, "cuDeviceGetCount");
  const auto get_device = symbol<int (*)(int*, int)>(cuda, "cuDeviceGet");
  const auto get_name = symbol<int (*)(char*, int, int)>(cuda, "cuDeviceGetName");
  if (!init || !get_count || !get_device || !get_name || init(0) != 0) return {};
  std::vector<std::string> names;
  int count = 0;
  if (get_count(&count) != 0) count = 0;
  for (int index = 0; index < count; ++index) {
    int device = 0;
    std::array<char, 128> name{};
    if (get_device(&device, index) == 0 && get_name(name.data(), static_cast<int>(name.size()), device) == 0) {
      names.emplace_back(name.data());
    }
  }
  return names;
}

}  // namespace

std::vector<std::string> nvidia_gpus() {
  std::vector<std::string> names = gpus_by_nvml();
  return names.empty() ? gpus_by_cuda() : names;
}

}  // namespace ow::infer
