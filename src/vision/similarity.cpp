#include "vision/similarity.h"

#include <algorithm>
#include <numbers>
#include <utility>

#include "vision/thumbnail.h"

namespace ow::vision {
namespace {

/// Grey levels of tile difference that make the similarity 0. The default threshold of 0.95 so means 3.5 levels above
/// the noise, which skips about a third of clips with long still stretches and sees a person take a step.
constexpr double kLumaLevelsOfZero = 70;

/// Likewise the levels of U and V together: 5 above the noise by default. Frames of two H.264 clips that are alike in luma
/// (one-by-one-person-detection.mp4, car-detection.mp4) are at most 5.4 and 2.5 apart, 99 % of them less than 4.3.
constexpr double kChromaLevelsOfZero = 100;

/// What the quiet tiles of a moving camera show must not pass for noise: the estimate is bounded to that of a sensor
/// noise of this deviation, after averaging.
constexpr double kNoiseDeviationMax = 8;

double noise_bound(int reduction) {
  // Mean absolute value of the difference of two normal values is 2σ/√π; averaging n² pixels divides σ by n.
  return 2 * kNoiseDeviationMax * std::numbers::inv_sqrtpi / reduction;
}

double above_noise(const TileDifferences& tiles, double noise_max) {
  return std::max(0.0, tiles.largest - std::min(tiles.quiet, noise_max));
}

bool comparable(const Thumbnail& a, const Thumbnail& b) {
  return !a.pixels.empty() && a.width == b.width && a.height == b.height && a.reduction == b.reduction;
}

}  // namespace

std::optional<double> SimilarityGate::change_from_reference() {
  if (!comparable(reference_.luma, current_.luma) || !comparable(reference_.chroma[0], current_.chroma[0]))
    return std::nullopt;
  const PlanePair luma[] = {{reference_.luma, current_.luma}};
  const PlanePair chroma[] = {{reference_.chroma[0], current_.chroma[0]}, {reference_.chroma[1], current_.chroma[1]}};
  const TileDifferences light = compare_tiles(luma, kLumaBlock, scratch_);
  const TileDifferences colour = compare_tiles(chroma, kChromaBlock, scratch_);
  return std::max(above_noise(light, noise_bound(current_.luma.reduction)) / kLumaLevelsOfZero,
                  above_noise(colour, 2 * noise_bound(current_.chroma[0].reduction)) / kChromaLevelsOfZero);
}

std::optional<std::uint64_t> SimilarityGate::similar_to(const Frame& frame) {
  make_thumbnails(frame, current_, row_sums_);
  const std::optional<double> change = change_from_reference();
  last_similarity_ = change ? std::max(0.0, 1 - *change) : 0;
  const auto age = frame.info().pts - reference_pts_;
  const bool fresh = age >= std::chrono::microseconds::zero() && age < options_.age_max;
  if (change && fresh && options_.threshold < 1 && last_similarity_ >= options_.threshold) return reference_sequence_;
  std::swap(reference_, current_);
  reference_sequence_ = frame.info().sequence;
  reference_pts_ = frame.info().pts;
  return std::nullopt;
}

}  // namespace ow::vision
