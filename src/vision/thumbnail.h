// Reduced planes of frames and their tile-wise comparison. Internal to the similarity gate.
#pragma once

#include <cstdint>
#include <span>

#include "vision/similarity.h"
#include "vision/similarity_kernel.h"

namespace ow::vision {

/// Fills the thumbnails from the frame's planes. That of luma is about 240 pixels wide but never reduced by more than 6,
/// so that a small object stays visible in a large frame; chroma planes are reduced as often, from half the size.
void make_thumbnails(const Frame& frame, Thumbnails& thumbnails, RowSums& sums);

/// The same plane of two frames; both thumbnails have one size.
struct PlanePair {
  const Thumbnail& reference;
  const Thumbnail& current;
};

/// Least-squares gain and offset between two thumbnails, bounded to what a drifting exposure or white balance does.
[[nodiscard]] kernel::Drift fit_drift(const PlanePair& plane);

struct TileDifferences {
  double largest = 0;  ///< mean absolute difference of the worst tile, levels, added up over the planes
  double quiet = 0;  ///< that of a quiet tile (lower quartile): the noise
};

/// Halves of tiles, in thumbnail pixels: both tiles cover the same square of the frame.
inline constexpr int kLumaBlock = 4;
inline constexpr int kChromaBlock = 2;

/// Compares one or two planes of one size with the drift of each taken out. Tiles are 2·block thumbnail pixels wide and
/// high and overlap by half, so that a small object lies wholly within one. `block` is at most 4.
[[nodiscard]] TileDifferences compare_tiles(std::span<const PlanePair> planes, int block, TileScratch& scratch);

}  // namespace ow::vision
