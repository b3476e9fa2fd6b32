// SampleRing: the newest values of one operation with their times, bounded; and what they sum up to.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "profile/profiler.h"

namespace ow::profile {

/// Keeps the newest kSamplesMax values; memory grows with use. Not thread-safe: the owner locks.
class SampleRing {
 public:
  static constexpr std::size_t kSamplesMax = 4096;

  void add(TimePoint time, double value);
  void clear();

  /// Appends the values not older than `from` to `values`.
  void collect(TimePoint from, std::vector<double>& values) const;

  /// Events a second between `from` and `now`. When the ring has lost events younger than `from`, the time since the
  /// oldest one held counts instead, so that a high rate is not cut off by the bound.
  [[nodiscard]] double rate(TimePoint from, TimePoint now) const;

  [[nodiscard]] std::uint64_t total_count() const { return total_count_; }
  [[nodiscard]] double total() const { return total_; }

 private:
  struct Sample {
    TimePoint time;
    double value = 0;
  };
  std::vector<Sample> samples_;
  std::size_t next_ = 0;  ///< the oldest sample once the ring is full
  std::uint64_t total_count_ = 0;
  double total_ = 0;
};

/// Count, average, nearest-rank percentiles and maximum. `values` is reordered. All zero when it is empty.
[[nodiscard]] OperationStats summarise(std::string operation, SpanKind kind, std::vector<double>& values);

/// The smallest value that at least `fraction` (0 … 1] of the sorted values do not exceed (nearest rank); 0 when empty.
[[nodiscard]] double nearest_rank(const std::vector<double>& sorted, double fraction);

}  // namespace ow::profile
