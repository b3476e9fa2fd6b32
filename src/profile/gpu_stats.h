// NVIDIA GPUs through NVML, when its library is there.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ow::profile {

struct GpuStats {
  std::string name;
  std::optional<double> utilisation_percent;  ///< 0 … 100; nothing where the driver does not tell (MIG)
  std::uint64_t memory_total_bytes = 0;
  std::uint64_t memory_used_bytes = 0;
  std::optional<double> temperature_celsius;
};

/// Keeps NVML open. One thread at a time.
class GpuMonitor {
 public:
  /// Never fails: without the library, a driver or a GPU, `sample` gives an empty list.
  explicit GpuMonitor(const std::string& library = "libnvidia-ml.so.1");
  ~GpuMonitor();
  GpuMonitor(const GpuMonitor&) = delete;
  GpuMonitor& operator=(const GpuMonitor&) = delete;
  [[nodiscard]] std::vector<GpuStats> sample() const;

 private:
  struct Nvml;
  std::unique_ptr<Nvml> nvml_;
};

}  // namespace ow::profile
