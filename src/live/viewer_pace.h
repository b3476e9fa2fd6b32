// ViewerPace: does a viewer keep up, and which rendition is right for it?
#pragma once

#include <algorithm>
#include <cstdint>

namespace ow::live {

/// Counts pictures, not time. A viewer that got at most half of the last kWindow pictures is slow and gets the reduced rendition;
/// it gets full pictures again once it has missed none for a while. That while doubles each time the viewer turns out
/// to be slow after all, so that one at the edge does not swing between the two. Not thread-safe.
class ViewerPace {
 public:
  static constexpr int kWindow = 12;  ///< pictures taken before a viewer is judged
  static constexpr int kCalmPictures = 45;  ///< taken in a row without a gap before full pictures are tried again
  static constexpr int kCalmPicturesMax = 720;

  [[nodiscard]] bool slow() const { return slow_; }

  /// A picture was taken after `missed` others had been replaced.
  void took(std::uint64_t missed) {
    if (slow_) {
      took_reduced(missed);
    } else {
      took_full(missed);
    }
  }

 private:
  void took_full(std::uint64_t missed) {
    missed_ += missed;
    if (++taken_ < kWindow) return;
    const bool behind = missed_ >= static_cast<std::uint64_t>(taken_);
    steady_ = behind ? 0 : std::min(steady_ + taken_, kCalmPicturesMax);
    if (steady_ == kCalmPicturesMax) needed_ = 0;
    taken_ = 0;
    missed_ = 0;
    if (!behind) return;
    slow_ = true;
    calm_ = 0;
    needed_ = std::clamp(2 * needed_, kCalmPictures, kCalmPicturesMax);
  }

  void took_reduced(std::uint64_t missed) {
    calm_ = missed == 0 ? calm_ + 1 : 0;
    if (calm_ >= needed_) slow_ = false;
  }

  bool slow_ = false;
  int taken_ = 0;  ///< of the window that goes on
  std::uint64_t missed_ = 0;  ///< likewise
  int calm_ = 0;
  int steady_ = 0;  ///< full pictures taken since the viewer was slow last
  int needed_ = 0;  ///< calm pictures; 0 until it was slow once
};

}  // namespace ow::live
