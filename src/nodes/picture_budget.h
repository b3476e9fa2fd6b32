// PictureBudget: keeps pictures below their size by lowering the quality first, then the size.
#pragma once

#include <algorithm>
#include <cstddef>

namespace ow::nodes {

/// Belongs to one thread. `quality` and `scale` say how to encode the next picture.
class PictureBudget {
 public:
  static constexpr std::size_t kBytesMax = 70'000;
  static constexpr int kQualityMin = 40;

  PictureBudget(int quality, bool automatic) : wanted_(quality), quality_(quality), automatic_(automatic) {}

  [[nodiscard]] int quality() const { return quality_; }
  [[nodiscard]] double scale() const { return scale_; }

  /// Tells the size of the last picture. Steps down at once, up again only after a calm while.
  void encoded(std::size_t bytes) {
    if (!automatic_) return;
    if (bytes > kBytesMax) {
      calm_ = 0;
      step_down();
    } else if (bytes < kBytesMax * 7 / 10 && ++calm_ >= kCalmPictures) {
      calm_ = 0;
      step_up();
    }
  }

 private:
  static constexpr int kCalmPictures = 45;
  static constexpr double kScaleMin = 0.3;

  void step_down() {
    const int lowest = std::min(wanted_, kQualityMin);
    if (quality_ > lowest) {
      quality_ = std::max(lowest, quality_ - 10);
    } else {
      scale_ = std::max(kScaleMin, scale_ * 0.85);
    }
  }
  void step_up() {
    if (scale_ < 1) {
      scale_ = std::min(1.0, scale_ / 0.92);
    } else {
      quality_ = std::min(wanted_, quality_ + 5);
    }
  }

  int wanted_;
  int quality_;
  bool automatic_;
  double scale_ = 1;
  int calm_ = 0;
};

}  // namespace ow::nodes
