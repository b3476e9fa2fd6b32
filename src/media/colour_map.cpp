#include "media/colour_map.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "media/colour.h"

// Built with -O3 for its vectoriser; the clones let a CPU with AVX2 use it whatever the build targets. Sanitizers do not
// cope with the ifuncs that choose a clone.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define OW_SIMD_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define OW_SIMD_CLONES
#endif

namespace ow::media {
namespace {

constexpr int kChromaBits = 14;  // fraction of the chroma coefficients: 1.2 · 128 · 2^14 fits 32 bits
constexpr int kLumaBits = 5;  // fraction of luma: 255 · 1.17 · 2^5 fits 16 bits

/// u' = uu·u + uv·v, v' = vu·u + vv·v (both centred at 0), y' = (gain·128·y) / 2^16 + yu·u + yv·v + offset.
struct Coefficients {
  std::int16_t gain = 0;  ///< luma gain · 2^(16 − 7 + kLumaBits)
  std::int16_t luma_offset = 0;  ///< with rounding, kLumaBits of fraction
  std::int32_t uu = 0, uv = 0, vu = 0, vv = 0;  ///< kChromaBits of fraction
  std::int32_t yu = 0, yv = 0;  ///< kChromaBits of fraction
};

std::int32_t fixed(double value, int bits) { return static_cast<std::int32_t>(std::lround(std::ldexp(value, bits))); }

Coefficients coefficients(ColourMatrix matrix, ColourRange range) {
  const auto map = [&](Yuv yuv) {
    return to_yuv(to_rgb(yuv, matrix, range), ColourMatrix::kBt601, ColourRange::kFull);
  };
  const Yuv zero = map({0, 128, 128});
  const Yuv luma = map({1, 128, 128});
  const Yuv u = map({0, 129, 128});
  const Yuv v = map({0, 128, 129});
  Coefficients out;
  out.gain = static_cast<std::int16_t>(fixed(luma[0] - zero[0], 16 - 7 + kLumaBits));
  out.luma_offset = static_cast<std::int16_t>(fixed(zero[0] + 0.5, kLumaBits));
  out.yu = fixed(u[0] - zero[0], kChromaBits);
  out.uu = fixed(u[1] - zero[1], kChromaBits);
  out.vu = fixed(u[2] - zero[2], kChromaBits);
  out.yv = fixed(v[0] - zero[0], kChromaBits);
  out.uv = fixed(v[1] - zero[1], kChromaBits);
  out.vv = fixed(v[2] - zero[2], kChromaBits);
  return out;
}

/// Maps a chroma row and leaves the luma correction, twice per chroma sample, in `correction`.
OW_SIMD_CLONES void map_chroma_row(const std::uint8_t* u_in, const std::uint8_t* v_in, std::uint8_t* u_out,
                                   std::uint8_t* v_out, std::int16_t* correction, int width, const Coefficients& c) {
  constexpr std::int32_t kHalf = 1 << (kChromaBits - 1);
  const std::int32_t uu = c.uu, uv = c.uv, vu = c.vu, vv = c.vv, yu = c.yu, yv = c.yv, offset = c.luma_offset;
#pragma GCC ivdep
  for (int x = 0; x < width; ++x) {
    const std::int32_t u = u_in[x] - 128;
    const std::int32_t v = v_in[x] - 128;
    const auto luma = static_cast<std::int16_t>(((yu * u + yv * v) >> (kChromaBits - kLumaBits)) + offset);
    correction[2 * x] = luma;
    correction[2 * x + 1] = luma;
    u_out[x] = static_cast<std::uint8_t>(std::clamp(((uu * u + uv * v + kHalf) >> kChromaBits) + 128, 0, 255));
    v_out[x] = static_cast<std::uint8_t>(std::clamp(((vu * u + vv * v + kHalf) >> kChromaBits) + 128, 0, 255));
  }
}

OW_SIMD_CLONES void map_luma_row(const std::uint8_t* in, std::uint8_t* out, const std::int16_t* correction, int width,
                                 std::int16_t gain) {
#pragma GCC ivdep
  for (int x = 0; x < width; ++x) {
    const auto widened = static_cast<std::int16_t>(in[x] << 7);
    const auto gained = static_cast<std::int16_t>((std::int32_t{widened} * gain) >> 16);
    const auto value = static_cast<std::int16_t>(static_cast<std::int16_t>(gained + correction[x]) >> kLumaBits);
    out[x] = static_cast<std::uint8_t>(std::clamp<std::int16_t>(value, 0, 255));
  }
}

}  // namespace

void map_to_jpeg_colour(const Planes& source, FrameBuffer& picture, ColourMatrix matrix, ColourRange range) {
  const Coefficients c = coefficients(matrix, range);
  const auto [width, height] = picture.size();
  const int chroma_width = chroma_extent(width);
  std::vector<std::int16_t> correction(static_cast<std::size_t>(chroma_width) * 2);
  const auto in = [&](std::size_t plane, int y) {
    return source[plane].data + std::ptrdiff_t{y} * source[plane].stride;
  };
  const auto out = [&](std::size_t plane, int y) {
    return picture.data(plane) + std::ptrdiff_t{y} * picture.stride(plane);
  };
  for (int y = 0; y < chroma_extent(height); ++y) {
    map_chroma_row(in(1, y), in(2, y), out(1, y), out(2, y), correction.data(), chroma_width, c);
    for (int luma_y = 2 * y; luma_y < std::min(2 * y + 2, height); ++luma_y) {
      map_luma_row(in(0, luma_y), out(0, luma_y), correction.data(), width, c.gain);
    }
  }
}

}  // namespace ow::media
