#include "vision/similarity.h"

#include <algorithm>
#include <numbers>
#include <utility>

#include "vision/luma_thumbnail.h"

namespace ow::vision {
namespace {

/// Grey levels of tile difference that make the similarity 0. The default threshold of 0.95 so means 3.5 levels above
/// the noise, which skips about a third of clips with long still stretches and sees a person take a step.
constexpr double kLevelsOfZero = 70;

/// What the quiet tiles of a moving camera show must not pass for noise: the estimate is bounded to that of a sensor
/// noise of this deviation, after averaging.
constexpr double kNoiseDeviationMax = 8;

double noise_bound(int reduction) {
  // Mean absolute value of the difference of two normal values is 2σ/√π; averaging n² pixels divides σ by n.
  return 2 * kNoiseDeviationMax * std::numbers::inv_sqrtpi / reduction;
}

}  // namespace

std::optional<double> SimilarityGate::difference_from_reference() {
  if (reference_.pixels.empty() || reference_.width != current_.width || reference_.height != current_.height ||
      reference_.reduction != current_.reduction) {
    return std::nullopt;
  }
  const TileDifferences tiles = compare_tiles(reference_, current_, fit_brightness(reference_, current_), scratch_);
  return std::max(0.0, tiles.largest - std::min(tiles.quiet, noise_bound(current_.reduction)));
}

std::optional<std::uint64_t> SimilarityGate::similar_to(const Frame& frame) {
  make_thumbnail(frame, current_, row_sums_);
  const std::optional<double> difference = difference_from_reference();
  last_similarity_ = difference ? std::max(0.0, 1 - *difference / kLevelsOfZero) : 0;
  const auto age = frame.info().pts - reference_pts_;
  const bool fresh = age >= std::chrono::microseconds::zero() && age < options_.age_max;
  if (difference && fresh && options_.threshold < 1 && last_similarity_ >= options_.threshold)
    return reference_sequence_;
  std::swap(reference_, current_);
  reference_sequence_ = frame.info().sequence;
  reference_pts_ = frame.info().pts;
  return std::nullopt;
}

}  // namespace ow::vision
