#include "pictures.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace ow::bench {
namespace {

void fill_luma(FrameBuffer& picture, int shift) {
  std::minstd_rand random(7);  // the same texture each time
  std::uniform_int_distribution<int> texture(-11, 11);
  const Size size = picture.size();
  for (int y = 0; y < size.height; ++y) {
    std::uint8_t* row = picture.data(0) + static_cast<std::ptrdiff_t>(y) * picture.stride(0);
    for (int x = 0; x < size.width; ++x) {
      const double shapes =
          126 + 60 * std::sin((x + shift) * 0.031) * std::cos(y * 0.023) + ((x + shift) / 40 + y / 56) % 2 * 30;
      row[x] = static_cast<std::uint8_t>(std::clamp(static_cast<int>(shapes) + texture(random), 16, 235));
    }
  }
}

void fill_chroma(FrameBuffer& picture, std::size_t plane) {
  const Size size = picture.size();
  for (int y = 0; y < chroma_extent(size.height); ++y) {
    std::uint8_t* row = picture.data(plane) + static_cast<std::ptrdiff_t>(y) * picture.stride(plane);
    for (int x = 0; x < chroma_extent(size.width); ++x) {
      row[x] =
          static_cast<std::uint8_t>(128 + 40 * std::sin(x * 0.02 + static_cast<double>(plane)) * std::sin(y * 0.017));
    }
  }
}

}  // namespace

FrameBuffer make_picture(Size size, int shift) {
  FrameBuffer picture(size);
  fill_luma(picture, shift);
  fill_chroma(picture, 1);
  fill_chroma(picture, 2);
  return picture;
}

FramePtr make_frame(Size size, int shift) {
  FrameInfo info;
  info.source_size = size;
  info.matrix = ColourMatrix::kBt709;
  info.range = ColourRange::kLimited;
  info.sequence = static_cast<std::uint64_t>(shift);
  info.pts = std::chrono::milliseconds(40 * shift);
  return make_picture(size, shift).freeze(info);
}

}  // namespace ow::bench
