// Picture formats that libyuv turns into 8-bit I420.
#pragma once

extern "C" {
#include <libavutil/frame.h>
}

#include "core/frame.h"

namespace ow::media {

/// Converts when libyuv knows the format: YUV keeps its matrix and range, RGB becomes full-range BT.601.
/// False: not one of its formats; `out` is untouched.
[[nodiscard]] bool convert_with_libyuv(const AVFrame& picture, FrameBuffer& out);

}  // namespace ow::media
