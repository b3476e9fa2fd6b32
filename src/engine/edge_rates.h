// EdgeRates: packets a second on every edge, from counters that somebody looks at now and then.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <vector>

#include "base/clock.h"

namespace ow::engine {

/// Over the last 2 to 3 s, or since the start when that is shorter. Belongs to whoever guards it; looks may come at any
/// pace: those closer than a quarter of a second share a sample.
class EdgeRates {
 public:
  void reset(TimePoint start);
  /// One rate per counter; as many counters as in the look before, or the history begins anew.
  std::vector<double> look(TimePoint now, const std::vector<std::uint64_t>& packets);

 private:
  struct Sample {
    TimePoint when;
    std::vector<std::uint64_t> packets;
  };
  std::deque<Sample> samples_;
  TimePoint start_{};
};

}  // namespace ow::engine
