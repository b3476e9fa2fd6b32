// From a decoder's picture to a Frame.
#pragma once

#include "base/error.h"
#include "core/frame.h"
#include "media/av_ptr.h"
#include "media/orientation.h"

namespace ow::media {

struct ColourTags {
  ColourMatrix matrix = ColourMatrix::kBt601;
  ColourRange range = ColourRange::kLimited;
};

/// What the picture's YUV values mean. Untagged: BT.709 from 720 lines on, else BT.601; limited unless the format says
/// full; grey counts as full. For RGB: what convert() makes of it, full-range BT.601.
[[nodiscard]] ColourTags colour_tags(const AVFrame& picture);

/// Passes 8-bit 4:2:0 (I420, NV12) on without a copy and turns everything else into I420 of the same matrix and range;
/// rotates. Transfer curves (HDR) are left as they are, non-square pixels too: a box is in coded pixels. Keeps the scaler of
/// rare formats between calls; belongs to one thread.
class FrameConverter final {
 public:
  /// Takes the picture over. `info` comes with sequence and times; format, sizes and colour are filled in here.
  Result<FramePtr> convert(AvFramePtr picture, Orientation orientation, FrameInfo info);

 private:
  Status convert_to_i420(const AVFrame& picture, ColourTags tags, FrameBuffer& out);
  Status convert_with_swscale(const AVFrame& picture, ColourTags tags, FrameBuffer& out);

  SwsPtr scaler_;
};

}  // namespace ow::media
