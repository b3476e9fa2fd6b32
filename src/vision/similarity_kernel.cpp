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

void SplitPairs(const std::uint16_t* pairs, std::uint16_t* first, std::uint16_t* second, std::size_t count) {
  const hn::ScalableTag<std::uint16_t> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    hn::Vec<decltype(d)> a, b;
    hn::LoadInterleaved2(d, pairs + 2 * i, a, b);
    hn::StoreU(a, d, first + i);
    hn::StoreU(b, d, second + i);
  }
  for (; i < count; ++i) {
    first[i] = pairs[2 * i];
    second[i] = pairs[2 * i + 1];
  }
}

/// Lane i is the sum of the `Reduction` values from i · Reduction on.
template <int Reduction, class D>
HWY_INLINE hn::Vec<D> SumNeighbours(D d, const std::uint16_t* from) {
  if constexpr (Reduction == 3) {
    hn::Vec<D> a, b, c;
    hn::LoadInterleaved3(d, from, a, b, c);
    return hn::Add(hn::Add(a, b), c);
  } else if constexpr (Reduction == 1) {
    return hn::LoadU(d, from);
  } else {
    static_assert(Reduction % 2 == 0);
    const auto low = SumNeighbours<Reduction / 2>(d, from);
    const auto high = SumNeighbours<Reduction / 2>(d, from + hn::Lanes(d) * Reduction / 2);
#if HWY_TARGET == HWY_SCALAR  // one lane
    return hn::Add(low, high);
#else
    return hn::Add(hn::ConcatEven(d, high, low), hn::ConcatOdd(d, high, low));
#endif
  }
}

template <int Reduction>
void MeanSquaresBy(const std::uint16_t* sums, unsigned samples, std::uint8_t* means, std::size_t count) {
  const std::uint32_t per_sample = (1U << 16) / samples;
  std::size_t x = 0;
  // There is no quick way to five neighbours, and a frame of one pixel a square is tiny.
  if constexpr (Reduction != 5 && Reduction != 1) {
    const hn::ScalableTag<std::uint16_t> d;
    const hn::Rebind<std::uint8_t, decltype(d)> d8;
    const hn::RebindToSigned<decltype(d)> di;
    const auto half = hn::Set(d, static_cast<std::uint16_t>(samples / 2));
    const auto factor = hn::Set(d, static_cast<std::uint16_t>(per_sample));
    for (; x + hn::Lanes(d) <= count; x += hn::Lanes(d)) {
      const auto mean = hn::MulHigh(hn::Add(SumNeighbours<Reduction>(d, sums + x * Reduction), half), factor);
      hn::StoreU(hn::DemoteTo(d8, hn::BitCast(di, mean)), d8, means + x);
    }
  }
  for (; x < count; ++x) {
    std::uint32_t sum = samples / 2;
    for (std::size_t i = 0; i < Reduction; ++i) sum += sums[x * Reduction + i];
    means[x] = static_cast<std::uint8_t>(sum * per_sample >> 16);
  }
}

void MeanSquares(const std::uint16_t* sums, int reduction, unsigned samples, std::uint8_t* means, std::size_t count) {
  using By = void (*)(const std::uint16_t*, unsigned, std::uint8_t*, std::size_t);
  constexpr By kBy[] = {MeanSquaresBy<1>, MeanSquaresBy<2>, MeanSquaresBy<3>,
                        MeanSquaresBy<4>, MeanSquaresBy<5>, MeanSquaresBy<6>};
  kBy[reduction - 1](sums, samples, means, count);
}

template <class D>
HWY_INLINE hn::Vec<D> Difference(D d, const std::uint8_t* was, const std::uint8_t* is, Drift drift) {
  const hn::Rebind<std::uint8_t, D> d8;
  // (level · 2^7) · gain / 2^15 = level · gain_12 / 2^8: kLevelBits of fraction.
  const auto level = hn::ShiftLeft<7>(hn::PromoteTo(d, hn::LoadU(d8, was)));
  const auto gained = hn::MulFixedPoint15(level, hn::Set(d, drift.gain));
  const auto moved = hn::Add(gained, hn::Set(d, drift.offset));
  const auto expected = hn::Min(hn::Max(moved, hn::Zero(d)), hn::Set(d, 255 << kLevelBits));
  return hn::Abs(hn::Sub(hn::ShiftLeft<kLevelBits>(hn::PromoteTo(d, hn::LoadU(d8, is))), expected));
}

void AddDifferences(const std::uint8_t* was, const std::uint8_t* is, Drift drift, std::uint16_t* sums,
                    std::size_t count) {
  const hn::ScalableTag<std::int16_t> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t x = 0;
  for (; x + lanes <= count; x += lanes) {
    hn::StoreU(hn::Add(hn::LoadU(du, sums + x), hn::BitCast(du, Difference(d, was + x, is + x, drift))), du, sums + x);
  }
  const hn::CappedTag<std::int16_t, 1> d1;
  for (; x < count; ++x) {
    sums[x] = static_cast<std::uint16_t>(sums[x] + hn::GetLane(Difference(d1, was + x, is + x, drift)));
  }
}

}  // namespace ow::vision::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ow::vision::kernel {

HWY_EXPORT(SumRows);
HWY_EXPORT(SplitPairs);
HWY_EXPORT(MeanSquares);
HWY_EXPORT(AddDifferences);

void sum_rows(const std::uint8_t* first, std::ptrdiff_t step, int rows, std::span<std::uint16_t> sums) {
  HWY_DYNAMIC_DISPATCH(SumRows)(first, step, rows, sums.data(), sums.size());
}

void split_pairs(std::span<const std::uint16_t> pairs, std::vector<std::uint16_t>& split) {
  split.resize(pairs.size());
  HWY_DYNAMIC_DISPATCH(SplitPairs)(pairs.data(), split.data(), split.data() + pairs.size() / 2, pairs.size() / 2);
}

void mean_squares(const std::uint16_t* sums, int reduction, int samples, std::span<std::uint8_t> means) {
  HWY_DYNAMIC_DISPATCH(MeanSquares)
  (sums, reduction, static_cast<unsigned>(samples), means.data(), means.size());
}

void add_differences(std::span<const std::uint8_t> reference, std::span<const std::uint8_t> current, Drift drift,
                     std::span<std::uint16_t> sums) {
  HWY_DYNAMIC_DISPATCH(AddDifferences)(reference.data(), current.data(), drift, sums.data(), current.size());
}

}  // namespace ow::vision::kernel
#endif  // HWY_ONCE
