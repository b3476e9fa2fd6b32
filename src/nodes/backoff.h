// Back-off with jitter, for whatever is tried again.
#pragma once

#include <algorithm>
#include <chrono>
#include <random>

namespace ow::nodes {

/// 0.5 s, 1 s, 2 s, 4 s, 4 s … each up to 20 % shorter: the limit is what a camera that is back is waited for at most.
/// Belongs to one thread.
class Backoff {
 public:
  [[nodiscard]] std::chrono::milliseconds next() {
    const auto base = std::min(kFirst * (1 << std::min(step_, 10)), kLongest);
    ++step_;
    std::uniform_real_distribution<double> jitter(0.8, 1.0);
    return std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(base.count()) * jitter(random_)));
  }
  void reset() { step_ = 0; }

 private:
  static constexpr std::chrono::milliseconds kFirst{500};
  static constexpr std::chrono::milliseconds kLongest{4'000};
  int step_ = 0;
  std::minstd_rand random_{std::random_device{}()};
};

}  // namespace ow::nodes
