// A stand-in for the driver's library with two GPUs, for system_stats_test.
#include <cstdio>

namespace {
constexpr int kNotSupported = 3;
char first_gpu, second_gpu;
}  // namespace

extern "C" {
struct Utilization {
  unsigned gpu, memory;
};
struct Memory {
  unsigned long long total, free, used;
};

int nvmlInit_v2() { return 0; }
int nvmlShutdown() { return 0; }
int nvmlDeviceGetCount_v2(unsigned* count) {
  *count = 2;
  return 0;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device) {
  *device = index == 0 ? &first_gpu : &second_gpu;
  return 0;
}
int nvmlDeviceGetName(void* device, char* name, unsigned length) {
  std::snprintf(name, length, "Fake GPU %d", device == &first_gpu ? 0 : 1);
  return 0;
}
int nvmlDeviceGetUtilizationRates(void* device, Utilization* rates) {
  *rates = {37, 5};
  return device == &first_gpu ? 0 : kNotSupported;
}
int nvmlDeviceGetMemoryInfo(void*, Memory* memory) {
  *memory = {8ULL << 30, 7ULL << 30, 1ULL << 30};
  return 0;
}
int nvmlDeviceGetTemperature(void*, int, unsigned* celsius) {
  *celsius = 55;
  return 0;
}
}
