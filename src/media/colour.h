// The arithmetic of YUV: matrices, ranges and the way between them.
#pragma once

#include <array>
#include <cstdint>

#include "core/frame.h"

namespace ow::media {

/// Weights of red and blue in luma. ITU-R BT.601-7 §2.5.1, BT.709-6 §3.2, BT.2020-2 table 4.
struct LumaWeights {
  double red = 0;
  double blue = 0;
  [[nodiscard]] constexpr double green() const { return 1 - red - blue; }
};
[[nodiscard]] constexpr LumaWeights luma_weights(ColourMatrix matrix) {
  switch (matrix) {
    case ColourMatrix::kBt601: return {0.299, 0.114};
    case ColourMatrix::kBt709: return {0.2126, 0.0722};
    case ColourMatrix::kBt2020: return {0.2627, 0.0593};
  }
  return {0.299, 0.114};
}

using Rgb = std::array<double, 3>;  ///< 0 … 255
using Yuv = std::array<double, 3>;  ///< 0 … 255, chroma centred at 128

[[nodiscard]] Yuv to_yuv(const Rgb& rgb, ColourMatrix matrix, ColourRange range);
[[nodiscard]] Rgb to_rgb(const Yuv& yuv, ColourMatrix matrix, ColourRange range);

/// Nearest whole values, clamped to bytes.
[[nodiscard]] std::array<std::uint8_t, 3> to_bytes(const std::array<double, 3>& values);

}  // namespace ow::media
