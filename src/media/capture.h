// The instant at which a source got hold of a picture's data.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/clock.h"

namespace ow::media {

struct Capture {
  TimePoint time{};
  std::int64_t unix_us = 0;

  static Capture now(const Clock& clock) {
    const auto wall = std::chrono::system_clock::now().time_since_epoch();
    return {clock.now(), std::chrono::duration_cast<std::chrono::microseconds>(wall).count()};
  }
};

}  // namespace ow::media
