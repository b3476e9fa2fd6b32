// The SIMD inner loops of the similarity gate. Internal to vision.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ow::vision::kernel {

/// sums[x] = sum over `rows` (≤ 257) rows, `step` bytes apart, of their byte x.
void sum_rows(const std::uint8_t* first, std::ptrdiff_t step, int rows, std::span<std::uint16_t> sums);

/// pairs holds a, b, a, b …; `split` becomes all of a, then all of b.
void split_pairs(std::span<const std::uint16_t> pairs, std::vector<std::uint16_t>& split);

/// means[i] = (sum of the `reduction` sums from i · reduction on) / samples, rounded. `reduction` is 1 … 6, `samples` the
/// number of bytes behind such a sum, 1 … 36.
void mean_squares(const std::uint16_t* sums, int reduction, int samples, std::span<std::uint8_t> means);

/// Levels are compared with so many fractional bits.
inline constexpr int kLevelBits = 4;
inline constexpr int kGainBits = 12;

/// What a global change of light makes of a plane's level: level · gain + offset.
struct Drift {
  std::int16_t gain = 1 << kGainBits;  ///< kGainBits of fraction, 0 … 1.25
  std::int16_t offset = 0;  ///< kLevelBits of fraction, |offset| ≤ 64 levels
};

/// sums[i] += |current[i] − expected(reference[i])| with kLevelBits of fraction for each i of `current`, the expected level
/// held to 0 … 255. Up to 16 rows add up without overflow.
void add_differences(std::span<const std::uint8_t> reference, std::span<const std::uint8_t> current, Drift drift,
                     std::span<std::uint16_t> sums);

}  // namespace ow::vision::kernel
