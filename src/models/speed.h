// How fast a model is on this machine: measured once, kept in the data folder, shown where models are chosen.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

#include "base/error.h"
#include "core/device.h"

namespace ow::models {

struct MeasuredSpeed {
  std::string device = {};        ///< that really ran it: "cpu"
  double ms_p50 = 0;         ///< of one picture through the model alone, all cores on it
  int runs = 0;
  std::string date = {};          ///< "2026-01-31T12:00:00Z"
  std::uint64_t file_bytes = 0;  ///< of the file that was measured: another one makes the figure void
};

struct SpeedBounds {
  std::chrono::milliseconds time{1'500};
  int runs_max = 100;
};

/// Loads the model and runs it on a picture of noise; loading and the first two runs are not counted. At least three runs.
Result<MeasuredSpeed> measure_speed(const std::filesystem::path& file, DeviceKind device, const SpeedBounds& bounds,
                                    std::stop_token stop);

/// <data>/model_speed.json by model name; one that is not there or damaged holds nothing.
std::map<std::string, MeasuredSpeed> read_speeds(const std::filesystem::path& file);
Status write_speeds(const std::filesystem::path& file, const std::map<std::string, MeasuredSpeed>& speeds);

inline constexpr const char* kSpeedFile = "model_speed.json";

}  // namespace ow::models
