// RateGate: lets at most so many frames a second pass, evenly, by their presentation times.
#pragma once

#include <chrono>
#include <optional>

namespace ow::nodes {

/// Belongs to one thread. Frames pass on a grid of 1/fps, so that 30 → 12 fps gives 12 and not 10.
class RateGate {
 public:
  /// 0 lets everything pass.
  explicit RateGate(double frames_per_second)
      : interval_(frames_per_second > 0 ? std::chrono::duration_cast<std::chrono::microseconds>(
                                              std::chrono::duration<double>(1 / frames_per_second))
                                        : std::chrono::microseconds{0}) {}

  [[nodiscard]] bool pass(std::chrono::microseconds pts) {
    if (interval_.count() == 0) return true;
    if (!next_ || pts + kTolerance >= *next_) {
      const bool fell_behind = !next_ || pts > *next_ + interval_;
      next_ = (fell_behind ? pts : *next_) + interval_;
      return true;
    }
    return false;
  }

 private:
  static constexpr std::chrono::microseconds kTolerance{1'000};  // rounding of container time bases
  std::chrono::microseconds interval_;
  std::optional<std::chrono::microseconds> next_;
};

}  // namespace ow::nodes
