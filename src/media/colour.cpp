#include "media/colour.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ow::media {
namespace {

struct Quantisation {
  double luma_black = 0;
  double luma_gain = 1;    ///< of 255 levels
  double chroma_gain = 1;
};

Quantisation quantisation(ColourRange range) {
  if (range == ColourRange::kFull) return {};
  return {16, 219.0 / 255, 224.0 / 255};
}

}  // namespace

Yuv to_yuv(const Rgb& rgb, ColourMatrix matrix, ColourRange range) {
  const LumaWeights weights = luma_weights(matrix);
  const Quantisation q = quantisation(range);
  const double luma = weights.red * rgb[0] + weights.green() * rgb[1] + weights.blue * rgb[2];
  const double u = (rgb[2] - luma) / (2 * (1 - weights.blue));
  const double v = (rgb[0] - luma) / (2 * (1 - weights.red));
  return {q.luma_black + q.luma_gain * luma, 128 + q.chroma_gain * u, 128 + q.chroma_gain * v};
}

Rgb to_rgb(const Yuv& yuv, ColourMatrix matrix, ColourRange range) {
  const LumaWeights weights = luma_weights(matrix);
  const Quantisation q = quantisation(range);
  const double luma = (yuv[0] - q.luma_black) / q.luma_gain;
  const double red = luma + 2 * (1 - weights.red) * (yuv[2] - 128) / q.chroma_gain;
  const double blue = luma + 2 * (1 - weights.blue) * (yuv[1] - 128) / q.chroma_gain;
  return {red, (luma - weights.red * red - weights.blue * blue) / weights.green(), blue};
}

std::array<std::uint8_t, 3> to_bytes(const std::array<double, 3>& values) {
  std::array<std::uint8_t, 3> out{};
  for (std::size_t i = 0; i < 3; ++i) out[i] = static_cast<std::uint8_t>(std::clamp(std::lround(values[i]), 0L, 255L));
  return out;
}

}  // namespace ow::media
