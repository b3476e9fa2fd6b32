// Best class per anchor, vectorised over anchors. Internal to the heads.
#pragma once

#include <cstddef>
#include <span>

namespace ow::vision::kernel {

/// best[i] = max over r of rows[r · stride + i], i < best.size(); NaN never wins. With no rows, best is −infinity.
void max_over_rows(const float* rows, std::size_t row_count, std::size_t stride, std::span<float> best);

/// Largest value of a contiguous row; NaN never wins; −infinity when it is empty.
float max_of(std::span<const float> values);

}  // namespace ow::vision::kernel
