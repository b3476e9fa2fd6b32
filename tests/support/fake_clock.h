// A clock that a test moves by hand.
#pragma once

#include <atomic>
#include <chrono>

#include "base/clock.h"

namespace ow::test {

/// Starts at an hour of uptime (a zero time point often means "never") and stands still until advanced. Thread-safe.
class FakeClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const override { return TimePoint(Duration(now_ns_.load())); }
  void advance(Duration by) { now_ns_ += by.count(); }

 private:
  std::atomic<Duration::rep> now_ns_{Duration(std::chrono::hours(1)).count()};
};

}  // namespace ow::test
