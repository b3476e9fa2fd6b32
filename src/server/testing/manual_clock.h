// A clock that stands still until the test moves it.
#pragma once

#include "base/clock.h"

namespace ow::server {

class ManualClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const override { return now_; }
  void advance(Duration time) { now_ += time; }

 private:
  TimePoint now_{std::chrono::hours(1)};
};

}  // namespace ow::server
