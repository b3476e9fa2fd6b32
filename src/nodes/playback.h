// Playback: when is a file's frame due?
#pragma once

#include <chrono>
#include <optional>

#include "base/clock.h"

namespace ow::nodes {

/// Maps presentation times to the clock at a speed. Belongs to one thread.
class Playback {
 public:
  explicit Playback(double speed) : speed_(speed) {}

  /// The instant at which a frame is due. The first call anchors the schedule at `now`; a schedule that is more than a
  /// second behind is anchored anew (the machine slept, or cannot keep up).
  [[nodiscard]] TimePoint due(std::chrono::microseconds pts, TimePoint now) {
    if (!anchor_) anchor_ = {pts, now};
    TimePoint when = at(pts);
    if (now - when > std::chrono::seconds(1)) {
      anchor_ = {pts, now};
      when = now;
    }
    return when;
  }

 private:
  struct Anchor {
    std::chrono::microseconds pts;
    TimePoint when;
  };
  [[nodiscard]] TimePoint at(std::chrono::microseconds pts) const {
    const auto elapsed = std::chrono::duration<double, std::micro>(pts - anchor_->pts) / speed_;
    return anchor_->when + std::chrono::duration_cast<Duration>(elapsed);
  }
  double speed_;
  std::optional<Anchor> anchor_;
};

}  // namespace ow::nodes
