// Speed meter: measures installed models by name, one at a time, and keeps what came of it.
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>

#include "models/speed.h"

namespace ow::models {

struct SpeedMeterOptions {
  const Library& library;
  std::filesystem::path file = {};  ///< kSpeedFile in the data folder
  DeviceKind device = DeviceKind::kCpu;
  SpeedBounds bounds = {};
  std::function<Result<MeasuredSpeed>(const std::filesystem::path&, DeviceKind, const SpeedBounds&, std::stop_token)>
      measure = measure_speed;
};

/// The place of an error that is not the model's: what was measured cannot be kept.
inline constexpr const char* kSpeedPlace = "store";

/// Thread-safe.
class SpeedMeter final {
 public:
  explicit SpeedMeter(SpeedMeterOptions options) : options_(std::move(options)) {}

  /// Takes a few seconds. `busy` is asked before and after whether something else was at work; empty: nobody knows of anything.
  /// kAlreadyExists while another measurement goes on, kCancelled after stop(); what the library and the runtime say of the
  /// model otherwise. A model that cannot be measured keeps the figure that it had.
  Result<MeasuredSpeed> measure(const std::string& name, const std::function<bool()>& busy = {});
  /// For good: what goes on ends after the run that it is at.
  void stop() { stop_.request_stop(); }

 private:
  class Turn;

  const SpeedMeterOptions options_;
  std::stop_source stop_;
  std::mutex mutex_;
  std::string measured_;  ///< the name of the model that is being measured; empty: none
};

}  // namespace ow::models
