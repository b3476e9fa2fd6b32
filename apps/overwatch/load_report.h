// The figures of `overwatch bench load`: what each second showed, and whether it stayed level.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "overwatch/load_viewers.h"

namespace ow::cli {

struct LoadOptions {
  std::string source;   ///< empty: the sample clip, played so fast that it gives `fps`
  std::string model;    ///< empty: the default model; "none": pictures without a model
  std::string preset;   ///< instead of fps and scale
  double fps = 30;
  double view_fps = 0;  ///< max_fps of the view; 0: as `fps`
  double scale_percent = 25;
  double minutes = 2;
  unsigned viewers = 1;
  unsigned slow = 0;
  unsigned stalled = 0;
  bool json = false;
};

/// One second of the measurement.
struct LoadSample {
  double seconds = 0;     ///< that it really took
  double fps = 0;         ///< different pictures that reached viewers
  double latency_ms = 0;  ///< median over pictures and viewers, capture to receipt
  double latency_p95_ms = 0;
  double memory_mb = 0;   ///< resident, of the server; 1 MB is 1,000,000 bytes
  double server_cores = 0;
  double viewer_cores = 0;
};

/// One figure's way from the first third of the time to the last.
struct Trend {
  double first = 0, last = 0;  ///< medians
  double change_by_slope = 0;  ///< Theil–Sen slope times the time between the middles of the thirds
  bool level = true;
};

/// Level unless both the medians and the slope say that it changed by more than `tolerance` upwards (`bad_way` 1) or downwards
/// (−1): one odd second is no trend.
Trend trend_of(const std::vector<double>& seconds, double tolerance, int bad_way);

struct LoadFigures {
  LoadOptions options;
  std::vector<LoadSample> samples;
  std::vector<double> latency_ms, intervals_ms, slow_bytes;
  std::vector<std::uint64_t> viewer_pictures;
  double frame_bytes_sum = 0;
  std::uint64_t pictures = 0, new_pictures = 0, slow_reduced = 0;
  CrowdSecond last;  ///< for who was closed
  double seconds = 0;
  double peak_memory_mb = 0;
  std::uint64_t threads = 0, descriptors = 0;
  std::string success_json;  ///< the server's own verdict; empty when it gave none

  void add(const CrowdSecond& second, const LoadSample& sample);
};

struct LoadVerdict {
  Trend fps, latency, memory;
  double steady_share = 1;  ///< seconds within 10 % of the median rate
  [[nodiscard]] bool level() const { return fps.level && latency.level && memory.level; }
};
LoadVerdict verdict_of(const LoadFigures& figures);

std::string load_text(const LoadFigures& figures, const LoadVerdict& verdict);
nlohmann::ordered_json load_json(const LoadFigures& figures, const LoadVerdict& verdict);

/// Nearest rank; 0 when there are none.
double percentile(std::vector<double> values, double fraction);

}  // namespace ow::cli
