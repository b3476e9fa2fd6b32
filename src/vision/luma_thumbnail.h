// Reduced luma planes and their tile-wise comparison. Internal to the similarity gate.
#pragma once

#include <cstdint>
#include <vector>

#include "vision/similarity.h"
#include "vision/similarity_kernel.h"

namespace ow::vision {

/// Fills `thumbnail` from the frame's luma, about 240 pixels wide but never reduced by more than 6, so that a small
/// object stays visible in a large frame. `sums` is scratch memory.
void make_thumbnail(const Frame& frame, LumaThumbnail& thumbnail, std::vector<std::uint16_t>& sums);

/// Least-squares gain and offset between two thumbnails of the same size, bounded to what a drifting exposure does.
[[nodiscard]] kernel::Brightness fit_brightness(const LumaThumbnail& reference, const LumaThumbnail& current);

struct TileDifferences {
  double largest = 0;  ///< mean absolute difference of the worst tile, grey levels
  double quiet = 0;    ///< that of a quiet tile (lower quartile): the noise
};

/// Tiles are 8×8 thumbnail pixels and overlap by half, so that a small object lies wholly within one.
[[nodiscard]] TileDifferences compare_tiles(const LumaThumbnail& reference, const LumaThumbnail& current,
                                            kernel::Brightness brightness, TileScratch& scratch);

}  // namespace ow::vision
