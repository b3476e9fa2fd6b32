#include "media/scale.h"

#include <libyuv.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "media/colour_map.h"
#include "media/limits.h"

namespace ow::media {
namespace {

int scaled_side(int side, double percent) {
  if (side <= 1) return side;
  const int even = static_cast<int>(std::lround(side * percent / 200)) * 2;
  return std::clamp(even, 2, side / 2 * 2);
}

libyuv::FilterMode filter_for(Size from, Size to) {
  const bool smaller = to.width <= from.width && to.height <= from.height;
  return smaller ? libyuv::kFilterBox : libyuv::kFilterBilinear;
}

void scale_plane(const Plane& in, Size in_size, FrameBuffer& out, std::size_t plane, Size out_size) {
  libyuv::ScalePlane(in.data, in.stride, in_size.width, in_size.height, out.data(plane), out.stride(plane),
                     out_size.width, out_size.height, filter_for(in_size, out_size));
}

Size chroma_size(Size size) { return {chroma_extent(size.width), chroma_extent(size.height)}; }

void scale_chroma_nv12(const Frame& frame, FrameBuffer& out) {
  const Size from = chroma_size(frame.size());
  const Size to = chroma_size(out.size());
  const Plane& uv = frame.plane(1);
  if (from == to) {
    libyuv::SplitUVPlane(uv.data, uv.stride, out.data(1), out.stride(1), out.data(2), out.stride(2), from.width,
                         from.height);
    return;
  }
  // Split first: libyuv has box filters for single planes only.
  const std::size_t bytes = static_cast<std::size_t>(from.width) * static_cast<std::size_t>(from.height);
  std::vector<std::uint8_t> split(2 * bytes);
  std::uint8_t* const v = split.data() + bytes;
  libyuv::SplitUVPlane(uv.data, uv.stride, split.data(), from.width, v, from.width, from.width, from.height);
  scale_plane({split.data(), from.width}, from, out, 1, to);
  scale_plane({v, from.width}, from, out, 2, to);
}

Result<FrameBuffer> scale_to_buffer(const Frame& frame, Size size) {
  if (!side_allowed(size.width) || !side_allowed(size.height)) {
    return fail(ErrorCode::kInvalidArgument, "cannot scale to {}x{}: sides of 1 to {} are possible", size.width,
                size.height, kSideMax);
  }
  FrameBuffer out(size);
  scale_plane(frame.plane(0), frame.size(), out, 0, size);
  if (frame.format() == PixelFormat::kNv12) {
    scale_chroma_nv12(frame, out);
  } else {
    for (std::size_t plane : {std::size_t{1}, std::size_t{2}}) {
      scale_plane(frame.plane(plane), chroma_size(frame.size()), out, plane, chroma_size(size));
    }
  }
  return out;
}

}  // namespace

Size scaled_size(Size size, double percent) {
  if (percent >= 100) return size;
  const double bounded = percent >= 1 ? percent : 1;  // not a number counts as 1
  return {scaled_side(size.width, bounded), scaled_side(size.height, bounded)};
}

Result<FramePtr> scale(const FramePtr& frame, Size size) {
  if (frame->size() == size && frame->format() == PixelFormat::kI420) return frame;
  OW_TRY(FrameBuffer buffer, scale_to_buffer(*frame, size));
  return std::move(buffer).freeze(frame->info());
}

Result<FrameBuffer> scale_for_view(const Frame& frame, Size size) {
  const auto [matrix, range] = std::pair(frame.info().matrix, frame.info().range);
  if (is_jpeg_colour(matrix, range)) return scale_to_buffer(frame, size);
  if (frame.size() == size && frame.format() == PixelFormat::kI420) {
    FrameBuffer buffer(size);
    map_to_jpeg_colour({frame.plane(0), frame.plane(1), frame.plane(2)}, buffer, matrix, range);
    return buffer;
  }
  OW_TRY(FrameBuffer buffer, scale_to_buffer(frame, size));
  const auto own = [&](std::size_t plane) { return Plane{buffer.data(plane), buffer.stride(plane)}; };
  map_to_jpeg_colour({own(0), own(1), own(2)}, buffer, matrix, range);
  return buffer;
}

}  // namespace ow::media
