// ViewPace: which frames a view shows, and when, so that a viewer sees an even `max_fps`.
#pragma once

#include <algorithm>
#include <optional>

#include "base/clock.h"
#include "nodes/rate_gate.h"

namespace ow::nodes {

/// Belongs to one thread. Three steps:
/// - frames are chosen on a grid of presentation times, which is even whatever the model's time of a frame;
/// - by the clock no more than 2 % above the rate pass (film played fast, results that come in a burst);
/// - a picture that is ready earlier than 95 % of a beat after the one before is due then; the beat is how far apart pictures
///   have come lately. That takes out the jitter of inference, and of frames that the similarity gate spares it, at the price
///   of a fraction of an interval, and of nothing when frames come evenly.
class ViewPace {
 public:
  explicit ViewPace(double frames_per_second)
      : grid_(frames_per_second),
        interval_(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(1 / frames_per_second))),
        beat_(interval_) {}

  /// Without loss the clock says nothing: frames come as fast as they are worked on.
  [[nodiscard]] bool pass(std::chrono::microseconds pts) { return grid_.pass(pts); }
  [[nodiscard]] bool pass(std::chrono::microseconds pts, TimePoint now) { return grid_.pass(pts) && afford(now); }

  /// When a picture that is ready at `ready` is to be shown.
  [[nodiscard]] TimePoint due(TimePoint ready) {
    TimePoint when = ready;
    if (last_due_) {
      beat_ = std::clamp(beat_ + (ready - last_ready_ - beat_) / kBeatMemory, interval_, 2 * interval_);
      when = std::clamp(*last_due_ + beat_ * 95 / 100, ready, ready + interval_);
    }
    last_ready_ = ready;
    last_due_ = when;
    return when;
  }

 private:
  static constexpr double kBurst = 2;
  static constexpr double kSlack = 1.02;
  static constexpr int kBeatMemory = 8;  ///< pictures

  [[nodiscard]] bool afford(TimePoint now) {
    if (last_) credit_ = std::min(kBurst, credit_ + kSlack * to_seconds(now - *last_) / to_seconds(interval_));
    last_ = now;
    if (credit_ < 1) return false;
    credit_ -= 1;
    return true;
  }

  RateGate grid_;
  Duration interval_;
  Duration beat_;
  TimePoint last_ready_{};
  std::optional<TimePoint> last_due_;
  std::optional<TimePoint> last_;
  double credit_ = kBurst;
};

}  // namespace ow::nodes
