// The machine's load, for GET /api/system.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "profile/gpu_stats.h"
#include "profile/process_stats.h"

namespace ow::profile {

struct SystemStats {
  double cpu_percent = 0;                ///< all cores together, 0 … 100, since the sample before
  std::vector<double> core_percent;      ///< each core, 0 … 100
  double process_cpu_percent = 0;        ///< 100 is one core fully used by this process
  std::array<double, 3> load_average{};  ///< over 1, 5 and 15 minutes
  std::uint64_t memory_total_bytes = 0;
  std::uint64_t memory_available_bytes = 0;
  ProcessStats process;
  std::vector<GpuStats> gpus;  ///< empty without an NVIDIA driver
};

/// Holds what the shares are worked out from. Thread-safe; a sample takes under a millisecond (NVML: a few).
class SystemSampler {
 public:
  struct Options {
    std::filesystem::path proc = "/proc";
    std::string nvml_library = "libnvidia-ml.so.1";
  };
  SystemSampler(const Clock& clock, const Options& options);
  explicit SystemSampler(const Clock& clock) : SystemSampler(clock, Options{}) {}
  ~SystemSampler();

  /// Shares are those since the last call; a call within half a second gets the last answer again, because the kernel's
  /// counters are too coarse for less and several callers must not shorten each other's interval.
  SystemStats sample();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ow::profile
