#include "vision/heads/class_scan.h"

#include <algorithm>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "vision/heads/class_scan.cpp"
#include <hwy/foreach_target.h>  // includes this file again for each instruction set
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ow::vision::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr float kNothing = -std::numeric_limits<float>::infinity();

template <class D, class V>
HWY_INLINE V Larger(D /*d*/, V value, V best) {
  return hn::IfThenElse(hn::Gt(value, best), value, best);  // false for NaN, unlike Max
}

/// Row after row, so that memory is read in long runs; `best` (a few KiB) stays in the first-level cache.
void MaxOverRows(const float* rows, std::size_t row_count, std::size_t stride, float* best, std::size_t count) {
  const hn::ScalableTag<float> d;
  const std::size_t lanes = hn::Lanes(d);
  std::fill_n(best, count, kNothing);
  const float* row = rows;
  for (std::size_t r = 0; r < row_count; ++r, row += stride) {
    std::size_t i = 0;
    for (; i + 2 * lanes <= count; i += 2 * lanes) {
      hn::StoreU(Larger(d, hn::LoadU(d, row + i), hn::LoadU(d, best + i)), d, best + i);
      hn::StoreU(Larger(d, hn::LoadU(d, row + i + lanes), hn::LoadU(d, best + i + lanes)), d, best + i + lanes);
    }
    for (; i < count; ++i) best[i] = row[i] > best[i] ? row[i] : best[i];
  }
}

float MaxOf(const float* values, std::size_t count) {
  const hn::ScalableTag<float> d;
  const std::size_t lanes = hn::Lanes(d);
  auto best = hn::Set(d, kNothing);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) best = Larger(d, hn::LoadU(d, values + i), best);
  float largest = hn::GetLane(hn::MaxOfLanes(d, best));
  for (; i < count; ++i) {
    if (values[i] > largest) largest = values[i];
  }
  return largest;
}

}  // namespace ow::vision::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ow::vision::kernel {

HWY_EXPORT(MaxOverRows);
HWY_EXPORT(MaxOf);

void max_over_rows(const float* rows, std::size_t row_count, std::size_t stride, std::span<float> best) {
  HWY_DYNAMIC_DISPATCH(MaxOverRows)(rows, row_count, stride, best.data(), best.size());
}

float max_of(std::span<const float> values) { return HWY_DYNAMIC_DISPATCH(MaxOf)(values.data(), values.size()); }

}  // namespace ow::vision::kernel
#endif  // HWY_ONCE
