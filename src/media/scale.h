// Scaling of planar YUV: the only pixel work that a frame passes on its way to the nodes.
#pragma once

#include "base/error.h"
#include "core/frame.h"

namespace ow::media {

/// `percent` (1 … 100) of a size, rounded to even numbers, at least 2×2 (sizes of 1 stay 1). 100 % is the size itself, odd or
/// not: resampled by one pixel, a picture loses more than it gains.
[[nodiscard]] Size scaled_size(Size size, double percent);

/// Scales into a new I420 frame of `size`; matrix, range, times, sequence and source_size are kept. The same size gives
/// the same frame back (no copy) when it is I420 already. Bilinear upwards, box filter downwards.
Result<FramePtr> scale(const FramePtr& frame, Size size);

/// Scales and maps to full-range BT.601 I420, which is what JPEG means: ready for drawing and TurboJPEG's planar call.
/// The result is writable by the caller (it is the only owner).
Result<FrameBuffer> scale_for_view(const Frame& frame, Size size);

}  // namespace ow::media
