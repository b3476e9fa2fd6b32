// Frames for the tests of vision.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "core/frame.h"

namespace ow::vision {

/// A frame whose rows are exactly as long as they must be, with nothing behind the last byte (a sanitizer sees any
/// read past it). `sample(plane, x, y)` gives the values; planes are Y, U, V.
template <class Sample>
FramePtr make_frame(FrameInfo info, const Sample& sample) {
  const Size size = info.size;
  const int cw = chroma_extent(size.width), ch = chroma_extent(size.height);
  if (info.source_size == Size{}) info.source_size = size;
  auto memory = std::make_shared<std::vector<std::uint8_t>>();
  memory->reserve(static_cast<std::size_t>(size.width * size.height + 2 * cw * ch));
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) memory->push_back(static_cast<std::uint8_t>(sample(0, x, y)));
  }
  if (info.format == PixelFormat::kNv12) {
    for (int y = 0; y < ch; ++y) {
      for (int x = 0; x < 2 * cw; ++x) memory->push_back(static_cast<std::uint8_t>(sample(1 + x % 2, x / 2, y)));
    }
  } else {
    for (int plane = 1; plane < 3; ++plane) {
      for (int y = 0; y < ch; ++y) {
        for (int x = 0; x < cw; ++x) memory->push_back(static_cast<std::uint8_t>(sample(plane, x, y)));
      }
    }
  }
  const std::uint8_t* const luma = memory->data();
  const std::uint8_t* const chroma = luma + static_cast<std::ptrdiff_t>(size.width) * size.height;
  const bool nv12 = info.format == PixelFormat::kNv12;
  const Plane second{chroma, nv12 ? 2 * cw : cw};
  const Plane third = nv12 ? Plane{} : Plane{chroma + static_cast<std::ptrdiff_t>(cw) * ch, cw};
  return std::make_shared<const Frame>(info, std::array<Plane, 3>{Plane{luma, size.width}, second, third}, memory);
}

/// A reproducible pattern with edges, gradients and all levels.
inline std::uint8_t pattern(int plane, int x, int y) {
  const unsigned mixed = static_cast<unsigned>(x * 37 + y * 101 + plane * 59 + (x / 7) * (y / 5) * 13);
  return static_cast<std::uint8_t>((mixed * 2654435761U) >> 24);
}

}  // namespace ow::vision
