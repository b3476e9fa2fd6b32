// How a picture must be turned to stand upright.
#pragma once

extern "C" {
#include <libavformat/avformat.h>
#include <libavutil/frame.h>
}

#include <array>
#include <cstdint>

#include "core/frame.h"

namespace ow::media {

/// First upside down (when `flip`), then `degrees` clockwise: covers all eight cases.
struct Orientation {
  int degrees = 0;  ///< 0, 90, 180 or 270
  bool flip = false;

  [[nodiscard]] bool upright() const { return degrees == 0 && !flip; }
  [[nodiscard]] Size apply(Size size) const { return degrees % 180 == 0 ? size : Size{size.height, size.width}; }
  friend bool operator==(const Orientation&, const Orientation&) = default;
};

/// From a display matrix of nine 16.16 numbers; matrices that are no quarter turn count as upright.
[[nodiscard]] Orientation from_display_matrix(const std::int32_t* matrix);
/// From the EXIF tag, 1 … 8; others count as upright.
[[nodiscard]] Orientation from_exif(int tag);

[[nodiscard]] Orientation stream_orientation(const AVStream& stream);
/// The picture's own (side data or EXIF) or else the stream's.
[[nodiscard]] Orientation frame_orientation(const AVFrame& frame, Orientation of_stream);

}  // namespace ow::media
