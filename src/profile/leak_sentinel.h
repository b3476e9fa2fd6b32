// LeakSentinel: notices when something that should stay level grows on and on.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace ow::profile {

/// A quantity over a sliding window, with the slope of Theil and Sen: the median of the slopes between all pairs of
/// samples (H. Theil, 1950; P. K. Sen, J. Am. Stat. Assoc. 63, 1968). Up to 29 % of outliers do not move it.
class Trend {
 public:
  explicit Trend(std::size_t samples_max) : samples_max_(samples_max) {}

  void add(TimePoint when, double value);

  struct Slope {
    double per_hour = 0;          ///< the median of the pairs' slopes
    double lower_per_hour = 0;  ///< their lower quartile: near 0 when the growth was one step and no slope
  };
  /// Nothing before there are three samples at different times.
  [[nodiscard]] std::optional<Slope> slope() const;
  [[nodiscard]] Duration span() const;
  [[nodiscard]] double newest() const { return samples_.empty() ? 0 : samples_.back().value; }

 private:
  struct Sample {
    TimePoint when;
    double value;
  };
  std::size_t samples_max_;
  std::deque<Sample> samples_;
};

/// What is known of one series.
struct Growth {
  std::string series;  ///< "resident_bytes", "descriptors", "threads", "held_bytes/<workflow>"
  double now = 0;
  double per_hour = 0;
  Duration span{};         ///< of the window so far, warm-up left out
  bool suspicious = false;
};

struct SentinelOptions {
  std::chrono::seconds warm_up{300};       ///< caches and arenas fill: nothing of it counts
  std::chrono::seconds sample_every{20};
  std::chrono::seconds span_min{900};      ///< before anything is called suspicious
  std::size_t samples_max = 180;           ///< an hour
  double bytes_per_hour_max = 16.0 * (1 << 20);
  double descriptors_per_hour_max = 10;
  double threads_per_hour_max = 6;
};

/// Belongs to one thread.
class LeakSentinel {
 public:
  explicit LeakSentinel(SentinelOptions options = {}) : options_(options) {}

  /// Is it time for samples? True at most every `sample_every`.
  [[nodiscard]] bool due(TimePoint now);
  /// "descriptors" and "threads" are counts, every other series is bytes. Ignored before due() and while warming up.
  void sample(const std::string& series, TimePoint now, double value);
  /// What runs was changed by a person: levels change, and that is no leak. Begins the warm-up again.
  void restart(TimePoint now);
  /// By name. Suspicious: the slope is above the limit over at least `span_min`, and it is no single step. It stays so
  /// until the slope is below half of the limit.
  [[nodiscard]] std::vector<Growth> growths();

 private:
  struct Series {
    Trend trend;
    bool suspicious = false;
  };
  [[nodiscard]] double limit_of(const std::string& series) const;

  SentinelOptions options_;
  std::optional<TimePoint> warm_at_;
  std::optional<TimePoint> next_;
  std::map<std::string, Series> trends_;
};

}  // namespace ow::profile
