// Filled rectangles and text masks on full-range BT.601 I420. Internal to the painter.
#pragma once

#include <cstdint>
#include <span>

#include "core/frame.h"
#include "vision/draw.h"

namespace ow::vision {

struct Yuv {
  std::uint8_t y = 16, u = 128, v = 128;
};

[[nodiscard]] Yuv to_yuv(Colour colour);

/// Pixels from (left, top) up to, not including, (right, bottom). Even numbers keep chroma edges clean.
struct Rect {
  int left = 0, top = 0, right = 0, bottom = 0;
  [[nodiscard]] int width() const { return right - left; }
  [[nodiscard]] int height() const { return bottom - top; }
};

/// The part inside the view is filled.
void fill_rect(FrameBuffer& view, const Rect& rect, Yuv colour);

/// Lays `ink` (a grey) over the view where `coverage` (0 … 255, rect.width() a row) says so; outside the view nothing.
void blend_mask(FrameBuffer& view, const Rect& rect, std::span<const std::uint8_t> coverage, std::uint8_t ink);

}  // namespace ow::vision
