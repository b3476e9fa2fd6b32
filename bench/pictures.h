// Synthetic pictures that cost what real ones cost.
#pragma once

#include "core/frame.h"

namespace ow::bench {

/// Smooth shapes with fine texture, limited-range BT.709 I420; at 960×540 its JPEG of quality 60 has about 50 KB, as a
/// street scene's has. `shift` moves the shapes, so that two pictures differ.
FrameBuffer make_picture(Size size, int shift = 0);
FramePtr make_frame(Size size, int shift = 0);

}  // namespace ow::bench
