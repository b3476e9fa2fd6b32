// FrameContinuity: numbers and times that never go back, whatever a source does when it is opened again.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>

#include "core/frame.h"

namespace ow::nodes {

/// Belongs to one thread. A reopened camera and a repeated file start counting again; what is sent on goes on.
class FrameContinuity {
 public:
  /// The frame with sequence and pts behind those of the frame before; the time away counts as time.
  FramePtr next(FramePtr frame) {
    const FrameInfo& info = frame->info();
    if (seen_ && info.sequence + sequence_offset_ < next_sequence_) {
      sequence_offset_ = next_sequence_ - info.sequence;
      const auto away = std::chrono::duration_cast<std::chrono::microseconds>(info.capture_time - last_capture_);
      pts_offset_ = last_pts_ + std::max(away, std::chrono::microseconds(1)) - info.pts;
    }
    FramePtr out = std::move(frame);
    if (sequence_offset_ != 0) {
      FrameInfo moved = out->info();
      moved.sequence += sequence_offset_;
      moved.pts += pts_offset_;
      out = std::make_shared<const Frame>(moved, std::array<Plane, 3>{out->plane(0), out->plane(1), out->plane(2)},
                                          out->owner());
    }
    seen_ = true;
    next_sequence_ = out->info().sequence + 1;
    last_pts_ = out->info().pts;
    last_capture_ = out->info().capture_time;
    return out;
  }

 private:
  bool seen_ = false;
  std::uint64_t next_sequence_ = 0;
  std::uint64_t sequence_offset_ = 0;
  std::chrono::microseconds pts_offset_{0};
  std::chrono::microseconds last_pts_{0};
  TimePoint last_capture_{};
};

}  // namespace ow::nodes
