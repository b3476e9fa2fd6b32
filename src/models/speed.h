// How fast a model is on this machine: what was measured, and the file that keeps it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "core/device.h"
#include "models/catalogue.h"

namespace ow::models {

struct MeasuredSpeed {
  std::string device = {};        ///< that really ran it: "cpu"
  double ms_p50 = 0;         ///< of one picture through the model alone, all cores on it
  int runs = 0;
  std::string date = {};          ///< "2026-01-31T12:00:00Z"
  std::uint64_t file_bytes = 0;  ///< of the file that was measured: another one makes the figure void
  std::int64_t file_time = 0;    ///< of its last change, as file_time_of tells
  bool busy = false;         ///< workflows ran meanwhile, so that it is slower than it could be
};

using Speeds = std::map<std::string, MeasuredSpeed>;  ///< by the model's name

struct SpeedBounds {
  std::chrono::milliseconds time{1'500};       ///< of the runs that count
  std::chrono::milliseconds time_max{10'000};  ///< with the second run, without loading and the first
  int runs_max = 100;
};

/// Milliseconds of each run that counts: the first two do not, at least three do. Where `time_max` leaves no room for a run as
/// long as the last one there are fewer; where it leaves none, the second has to do. `stop` is looked at between runs.
Result<std::vector<double>> time_runs(const std::function<Status()>& run, const SpeedBounds& bounds, const Clock& clock,
                                      const std::stop_token& stop);

/// When a file was changed last, in the file system's own count; 0 where that is unknown.
std::int64_t file_time_of(const std::filesystem::path& file);

/// Loads the model and runs it on a picture of noise, as time_runs does it; the median holds.
Result<MeasuredSpeed> measure_speed(const std::filesystem::path& file, DeviceKind device, const SpeedBounds& bounds,
                                    std::stop_token stop);

/// <data>/model_speed.json; one that is not there or damaged holds nothing.
Speeds read_speeds(const std::filesystem::path& file);
Status write_speeds(const std::filesystem::path& file, const Speeds& speeds);
/// One of them, while other programs may do the same.
Status keep_speed(const std::filesystem::path& file, const std::string& name, const MeasuredSpeed& speed);
/// Of this very file; null where there is none.
const MeasuredSpeed* speed_of(const Speeds& speeds, const InstalledModel& model);

inline constexpr const char* kSpeedFile = "model_speed.json";

}  // namespace ow::models
