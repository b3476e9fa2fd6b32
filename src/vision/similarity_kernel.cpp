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

template <class D>
HWY_INLINE hn::Vec<D> Difference(D d, const std::uint8_t* was, const std::uint8_t* is, Brightness brightness) {
  const hn::Rebind<std::uint8_t, D> d8;
  // (level · 2^7) · gain / 2^15 = level · gain_12 / 2^8: kLevelBits of fraction.
  const auto level = hn::ShiftLeft<7>(hn::PromoteTo(d, hn::LoadU(d8, was)));
  const auto gained = hn::MulFixedPoint15(level, hn::Set(d, brightness.gain));
  const auto moved = hn::Add(gained, hn::Set(d, brightness.offset));
  const auto expected = hn::Min(hn::Max(moved, hn::Zero(d)), hn::Set(d, 255 << kLevelBits));
  return hn::Abs(hn::Sub(hn::ShiftLeft<kLevelBits>(hn::PromoteTo(d, hn::LoadU(d8, is))), expected));
}

void AddDifferences(const std::uint8_t* was, const std::uint8_t* is, Brightness brightness, std::uint16_t* sums,
                    std::size_t count) {
  const hn::ScalableTag<std::int16_t> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t x = 0;
  for (; x + lanes <= count; x += lanes) {
    hn::StoreU(hn::Add(hn::LoadU(du, sums + x), hn::BitCast(du, Difference(d, was + x, is + x, brightness))), du,
               sums + x);
  }
  const hn::CappedTag<std::int16_t, 1> d1;
  for (; x < count; ++x) {
    sums[x] = static_cast<std::uint16_t>(sums[x] + hn::GetLane(Difference(d1, was + x, is + x, brightness)));
  }
}

}  // namespace ow::vision::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ow::vision::kernel {

HWY_EXPORT(SumRows);
HWY_EXPORT(AddDifferences);

void sum_rows(const std::uint8_t* first, std::ptrdiff_t step, int rows, std::span<std::uint16_t> sums) {
  HWY_DYNAMIC_DISPATCH(SumRows)(first, step, rows, sums.data(), sums.size());
}

void add_differences(const std::uint8_t* reference, const std::uint8_t* current, Brightness brightness,
                     std::span<std::uint16_t> sums) {
  HWY_DYNAMIC_DISPATCH(AddDifferences)(reference, current, brightness, sums.data(), sums.size());
}

}  // namespace ow::vision::kernel
#endif  // HWY_ONCE
