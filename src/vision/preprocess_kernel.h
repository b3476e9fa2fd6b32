// The SIMD inner loops of preprocess(), compiled once per instruction set and chosen at run time. Internal to vision.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ow::vision::kernel {

/// Lines hold pixel · 128, so that a byte keeps 7 fractional bits in 15.
inline constexpr int kLineBits = 7;
/// Horizontal weights sum to 2^14.
inline constexpr int kWeightBits = 14;
/// Values that a line must have room for behind its last pixel: pair reads and whole-vector stores.
inline constexpr std::size_t kLineSlack = 64;

/// Tensor pixels whose samples one 128-bit shuffle picks.
inline constexpr std::size_t kGroup = 4;

/// Horizontal bilinear taps: for each tensor pixel the byte offset of the left sample in a line and both weights as a
/// pair of int16 (left weight in the low half). Padded to a multiple of 16 entries.
struct Taps {
  std::vector<std::int32_t> offsets;
  std::vector<std::int32_t> weights;
  /// Where the samples of each group of four lie within 16 bytes (up to twofold reduction): for each group the offset of
  /// its first sample, and the bytes of its pairs counted from there. Otherwise empty; samples are then gathered one by
  /// one, which costs about twice the time.
  std::vector<std::int32_t> group_offsets;
  std::vector<std::uint8_t> group_bytes;
};

/// Fills the groups where they fit. `offsets` is complete.
void group_taps(Taps& taps);

/// Interpolated source lines of one tensor row.
struct Lines {
  const std::int16_t* y = nullptr;
  const std::int16_t* u = nullptr;
  const std::int16_t* v = nullptr;
};

/// out[c] = clamp(y·luma + u·cb[c] + v·cr[c] + offset[c], 0, 255) · scale[c] + bias[c]; coefficients take the fixed-point
/// factor of the interpolated samples along.
struct ColourTransform {
  float luma = 1;
  std::array<float, 3> cb{}, cr{}, offset{}, scale{}, bias{};
};

/// Two rows of bytes to one line: top · (1 − weight) + bottom · weight, weight in 1/32768 (0 … 32767).
void blend_rows(const std::uint8_t* top, const std::uint8_t* bottom, std::int16_t weight, std::size_t count,
                std::int16_t* line);

/// The same from interleaved chroma (NV12): `count` pairs into two lines.
void blend_rows_nv12(const std::uint8_t* top, const std::uint8_t* bottom, std::int16_t weight, std::size_t count,
                     std::int16_t* line_u, std::int16_t* line_v);

/// One tensor row of `count` pixels into three planes.
void convert_row_planar(const Lines& lines, const Taps& luma, const Taps& chroma, const ColourTransform& transform,
                        std::size_t count, const std::array<float*, 3>& out);

/// One tensor row of `count` pixels into interleaved channels (NHWC).
void convert_row_interleaved(const Lines& lines, const Taps& luma, const Taps& chroma, const ColourTransform& transform,
                             std::size_t count, float* out);

}  // namespace ow::vision::kernel
