// Maps planar YUV of any matrix and range to full-range BT.601, the YUV of JPEG.
#pragma once

#include <array>

#include "core/frame.h"

namespace ow::media {

[[nodiscard]] constexpr bool is_jpeg_colour(ColourMatrix matrix, ColourRange range) {
  return matrix == ColourMatrix::kBt601 && range == ColourRange::kFull;
}

using Planes = std::array<Plane, 3>;  ///< Y, U and V, chroma halved both ways

/// From planes of the picture's size, which may be its own, into the picture. One pass: grey maps to grey in every matrix, so
/// chroma needs chroma only, and luma its own gain plus a correction from chroma, which is computed at chroma resolution.
/// Within a level of the exact 3×3 matrix in flat areas.
void map_to_jpeg_colour(const Planes& source, FrameBuffer& picture, ColourMatrix matrix, ColourRange range);

}  // namespace ow::media
