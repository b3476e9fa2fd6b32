// The SIMD inner loops of the similarity gate. Internal to vision.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ow::vision::kernel {

/// sums[x] = sum over `rows` (≤ 257) rows, `step` bytes apart, of their byte x.
void sum_rows(const std::uint8_t* first, std::ptrdiff_t step, int rows, std::span<std::uint16_t> sums);

/// Grey levels are compared with so many fractional bits.
inline constexpr int kLevelBits = 4;
inline constexpr int kGainBits = 12;

/// What a global change of brightness makes of a grey level: level · gain + offset.
struct Brightness {
  std::int16_t gain = 1 << kGainBits;  ///< kGainBits of fraction, 0 … 1.25
  std::int16_t offset = 0;             ///< kLevelBits of fraction, |offset| ≤ 64 levels
};

/// sums[i] += |current[i] − expected(reference[i])| with kLevelBits of fraction, the expected level held to 0 … 255. Up to
/// 16 rows add up without overflow.
void add_differences(const std::uint8_t* reference, const std::uint8_t* current, Brightness brightness,
                     std::span<std::uint16_t> sums);

}  // namespace ow::vision::kernel
