// The SIMD inner loop of the similarity gate. Internal to vision.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ow::vision::kernel {

/// sums[x] = sum over `rows` (≤ 257) rows, `step` bytes apart, of their byte x.
void sum_rows(const std::uint8_t* first, std::ptrdiff_t step, int rows, std::span<std::uint16_t> sums);

}  // namespace ow::vision::kernel
