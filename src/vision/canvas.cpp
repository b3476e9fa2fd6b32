#include "vision/canvas.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace ow::vision {
namespace {

Rect clipped(const Rect& rect, Size size) {
  return {std::clamp(rect.left, 0, size.width), std::clamp(rect.top, 0, size.height),
          std::clamp(rect.right, 0, size.width), std::clamp(rect.bottom, 0, size.height)};
}

void fill_plane(FrameBuffer& view, std::size_t plane, const Rect& rect, std::uint8_t value) {
  const auto width = static_cast<std::size_t>(rect.width());
  for (int y = rect.top; y < rect.bottom; ++y) {
    std::memset(view.data(plane) + static_cast<std::ptrdiff_t>(y) * view.stride(plane) + rect.left, value, width);
  }
}

/// a + (b − a) · share / 255, rounded.
std::uint8_t mix(int a, int b, int share) {
  const int scaled = (b - a) * share;
  return static_cast<std::uint8_t>(a + (scaled + (scaled < 0 ? -127 : 127)) / 255);
}

std::uint8_t rounded(double value) { return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L)); }

/// Mean coverage of the up to four pixels that share the chroma sample at (x, y) of the mask.
int chroma_coverage(std::span<const std::uint8_t> coverage, const Rect& rect, int x, int y) {
  int sum = 0;
  for (int row = y; row < std::min(y + 2, rect.height()); ++row) {
    for (int column = x; column < std::min(x + 2, rect.width()); ++column) {
      sum += coverage[static_cast<std::size_t>(row * rect.width() + column)];
    }
  }
  return sum / 4;
}

}  // namespace

Yuv to_yuv(Colour colour) {
  const double r = colour.r, g = colour.g, b = colour.b;
  const double y = 0.299 * r + 0.587 * g + 0.114 * b;
  return {rounded(y), rounded(128 + (b - y) / 1.772), rounded(128 + (r - y) / 1.402)};
}

void fill_rect(FrameBuffer& view, const Rect& rect, Yuv colour) {
  const Rect luma = clipped(rect, view.size());
  if (luma.width() <= 0 || luma.height() <= 0) return;
  fill_plane(view, 0, luma, colour.y);
  const Rect chroma{luma.left / 2, luma.top / 2, chroma_extent(luma.right), chroma_extent(luma.bottom)};
  fill_plane(view, 1, chroma, colour.u);
  fill_plane(view, 2, chroma, colour.v);
}

void blend_mask(FrameBuffer& view, const Rect& rect, std::span<const std::uint8_t> coverage, std::uint8_t ink) {
  constexpr int kNeutral = 128;
  const Rect inside = clipped(rect, view.size());
  for (int y = inside.top; y < inside.bottom; ++y) {
    const std::uint8_t* const mask =
        coverage.data() + static_cast<std::ptrdiff_t>(y - rect.top) * rect.width() - rect.left;
    std::uint8_t* const row = view.data(0) + static_cast<std::ptrdiff_t>(y) * view.stride(0);
    for (int x = inside.left; x < inside.right; ++x) {
      if (mask[x] != 0) row[x] = mix(row[x], ink, mask[x]);
    }
  }
  // Chroma goes neutral under the ink: white and black letters stay white and black on any background.
  for (int y = (inside.top + 1) & ~1; y < inside.bottom; y += 2) {
    for (int x = (inside.left + 1) & ~1; x < inside.right; x += 2) {
      const int share = chroma_coverage(coverage, rect, x - rect.left, y - rect.top);
      if (share == 0) continue;
      for (const std::size_t plane : {1U, 2U}) {
        std::uint8_t& sample = view.data(plane)[static_cast<std::ptrdiff_t>(y / 2) * view.stride(plane) + x / 2];
        sample = mix(sample, kNeutral, share);
      }
    }
  }
}

}  // namespace ow::vision
