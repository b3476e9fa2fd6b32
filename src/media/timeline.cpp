#include "media/timeline.h"

#include <algorithm>

namespace ow::media {

using std::chrono::microseconds;

microseconds Timeline::next(std::optional<microseconds> stamp, std::optional<microseconds> step) {
  // A jump back of more than this is a new clock (a camera set its time, a stream was spliced), not disorder.
  constexpr microseconds kNewClock = std::chrono::seconds(1);
  const microseconds follow = last_ ? *last_ + step.value_or(frame_duration_) : microseconds(0);
  if (stamp && stamp == last_stamp_) stamp.reset();
  microseconds pts = follow;
  if (stamp) {
    if (!offset_ || (last_ && *stamp + *offset_ < *last_ - kNewClock)) offset_ = follow - *stamp;
    pts = *stamp + *offset_;
    last_stamp_ = stamp;
  }
  if (last_) pts = std::max(pts, *last_);
  last_ = pts;
  return pts;
}

void Timeline::restart() {
  offset_.reset();
  last_stamp_.reset();
}

}  // namespace ow::media
