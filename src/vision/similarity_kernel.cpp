#include "vision/similarity_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "vision/similarity_kernel.cpp"
#include <hwy/foreach_target.h>  // includes this file again for each instruction set
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ow::vision::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void SumRows(const std::uint8_t* first, std::ptrdiff_t step, int rows, std::uint16_t* sums, std::size_t count) {
  const hn::ScalableTag<std::uint16_t> d;
  const hn::Rebind<std::uint8_t, decltype(d)> d8;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t x = 0;
  for (; x + 2 * lanes <= count; x += 2 * lanes) {
    auto left = hn::Zero(d);
    auto right = hn::Zero(d);
    const std::uint8_t* row = first + x;
    for (int r = 0; r < rows; ++r, row += step) {
      left = hn::Add(left, hn::PromoteTo(d, hn::LoadU(d8, row)));
      right = hn::Add(right, hn::PromoteTo(d, hn::LoadU(d8, row + lanes)));
    }
    hn::StoreU(left, d, sums + x);
    hn::StoreU(right, d, sums + x + lanes);
  }
  for (; x < count; ++x) {
    std::uint32_t sum = 0;
    for (int r = 0; r < rows; ++r) sum += first[r * step + static_cast<std::ptrdiff_t>(x)];
    sums[x] = static_cast<std::uint16_t>(sum);
  }
}

}  // namespace ow::vision::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ow::vision::kernel {

HWY_EXPORT(SumRows);

void sum_rows(const std::uint8_t* first, std::ptrdiff_t step, int rows, std::span<std::uint16_t> sums) {
  HWY_DYNAMIC_DISPATCH(SumRows)(first, step, rows, sums.data(), sums.size());
}

}  // namespace ow::vision::kernel
#endif  // HWY_ONCE
