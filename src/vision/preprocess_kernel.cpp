#include "vision/preprocess_kernel.h"

#include <algorithm>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "vision/preprocess_kernel.cpp"
#include <hwy/foreach_target.h>  // includes this file again for each instruction set
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ow::vision::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using DLine = hn::ScalableTag<std::int16_t>;
using DByte = hn::Rebind<std::uint8_t, DLine>;
using DFloat = hn::ScalableTag<float>;
using DInt = hn::ScalableTag<std::int32_t>;
using VLine = hn::Vec<DLine>;
using VByte = hn::Vec<DByte>;
using VFloat = hn::Vec<DFloat>;

HWY_INLINE VLine Blend(VByte top, VByte bottom, VLine weight) {
  const DLine d;
  const VLine a = hn::ShiftLeft<kLineBits>(hn::PromoteTo(d, top));
  const VLine b = hn::ShiftLeft<kLineBits>(hn::PromoteTo(d, bottom));
  return hn::Add(a, hn::MulFixedPoint15(hn::Sub(b, a), weight));
}

/// Calls body(i) for whole vectors; the last one overlaps its neighbour, so that nothing past `count` is read. Rows
/// shorter than a vector are copied out by the caller first.
template <class Body>
HWY_INLINE void ForWholeVectors(std::size_t count, std::size_t lanes, const Body& body) {
  for (std::size_t i = 0; i + lanes <= count; i += lanes) body(i);
  if (count % lanes != 0) body(count - lanes);
}

void BlendRows(const std::uint8_t* top, const std::uint8_t* bottom, std::int16_t weight, std::size_t count,
               std::int16_t* line) {
  const DLine d;
  const DByte d8;
  const std::size_t lanes = hn::Lanes(d);
  alignas(64) std::uint8_t short_rows[2][HWY_MAX_BYTES] = {};
  if (count < lanes) {
    std::copy_n(top, count, short_rows[0]);
    std::copy_n(bottom, count, short_rows[1]);
    top = short_rows[0];
    bottom = short_rows[1];
  }
  const VLine weights = hn::Set(d, weight);
  ForWholeVectors(std::max(count, lanes), lanes, [&](std::size_t i) {
    hn::StoreU(Blend(hn::LoadU(d8, top + i), hn::LoadU(d8, bottom + i), weights), d, line + i);
  });
  line[count] = line[count - 1];
}

void BlendRowsNv12(const std::uint8_t* top, const std::uint8_t* bottom, std::int16_t weight, std::size_t count,
                   std::int16_t* line_u, std::int16_t* line_v) {
  const DLine d;
  const DByte d8;
  const std::size_t lanes = hn::Lanes(d);
  alignas(64) std::uint8_t short_rows[2][2 * HWY_MAX_BYTES] = {};
  if (count < lanes) {
    std::copy_n(top, 2 * count, short_rows[0]);
    std::copy_n(bottom, 2 * count, short_rows[1]);
    top = short_rows[0];
    bottom = short_rows[1];
  }
  const VLine weights = hn::Set(d, weight);
  ForWholeVectors(std::max(count, lanes), lanes, [&](std::size_t i) {
    VByte u_top, v_top, u_bottom, v_bottom;
    hn::LoadInterleaved2(d8, top + 2 * i, u_top, v_top);
    hn::LoadInterleaved2(d8, bottom + 2 * i, u_bottom, v_bottom);
    hn::StoreU(Blend(u_top, u_bottom, weights), d, line_u + i);
    hn::StoreU(Blend(v_top, v_bottom, weights), d, line_v + i);
  });
  line_u[count] = line_u[count - 1];
  line_v[count] = line_v[count - 1];
}

#if HWY_TARGET == HWY_SCALAR
/// One lane cannot hold a pair of 16-bit values.
HWY_INLINE VFloat Interpolate(const std::int16_t* line, const Taps& taps, std::size_t i) {
  const DFloat d;
  const std::int16_t* const pair = line + static_cast<std::size_t>(taps.offsets[i]) / sizeof(std::int16_t);
  const std::int32_t left = taps.weights[i] & 0xFFFF, right = taps.weights[i] >> 16;
  return hn::Set(d, static_cast<float>(pair[0] * left + pair[1] * right));
}
#else
/// Left and right samples are neighbours in the line, so one 32-bit gather fetches both.
HWY_INLINE VLine GatherPairs(const std::int16_t* line, const Taps& taps, std::size_t i) {
  const DInt d;
  const auto* const pairs = reinterpret_cast<const std::int32_t*>(line);
  return hn::BitCast(DLine(), hn::GatherOffset(d, pairs, hn::LoadU(d, taps.offsets.data() + i)));
}

#if HWY_HAVE_SCALABLE
HWY_INLINE VLine ShufflePairs(const std::int16_t* line, const Taps& taps, std::size_t i) {
  return GatherPairs(line, taps, i);
}
#else
/// One 128-bit load for each group of `D`'s vector, the first group lowest.
template <class D>
HWY_INLINE hn::Vec<D> LoadGroups(D d, const std::uint8_t* line, const std::int32_t* offsets) {
  constexpr std::size_t kBytes = hn::MaxLanes(D());
  if constexpr (kBytes == 16) {
    return hn::LoadU(d, line + offsets[0]);
  } else {
    const hn::Half<D> half;
    return hn::Combine(d, LoadGroups(half, line, offsets + kBytes / 32), LoadGroups(half, line, offsets));
  }
}

HWY_INLINE VLine ShufflePairs(const std::int16_t* line, const Taps& taps, std::size_t i) {
  const hn::Repartition<std::uint8_t, DLine> d8;
  const std::size_t group = i / kGroup;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(line);
  const auto samples = LoadGroups(d8, bytes, taps.group_offsets.data() + group);
  return hn::BitCast(DLine(), hn::TableLookupBytes(samples, hn::LoadU(d8, taps.group_bytes.data() + 16 * group)));
}
#endif

HWY_INLINE VFloat Interpolate(const std::int16_t* line, const Taps& taps, std::size_t i) {
  const DInt d;
  const DLine d16;
  const DFloat df;
  const VLine pairs = taps.group_bytes.empty() ? GatherPairs(line, taps, i) : ShufflePairs(line, taps, i);
  const auto weights = hn::BitCast(d16, hn::LoadU(d, taps.weights.data() + i));
  auto odd = hn::Zero(d);
  const auto even = hn::ReorderWidenMulAccumulate(d, pairs, weights, hn::Zero(d), odd);
  return hn::ConvertTo(df, hn::RearrangeToOddPlusEven(even, odd));
}
#endif

struct Pixels {
  VFloat c0, c1, c2;
};

HWY_INLINE VFloat Channel(const ColourTransform& t, std::size_t c, VFloat y, VFloat u, VFloat v) {
  const DFloat d;
  VFloat value = hn::Add(y, hn::Set(d, t.offset[c]));
  value = hn::MulAdd(u, hn::Set(d, t.cb[c]), value);
  value = hn::MulAdd(v, hn::Set(d, t.cr[c]), value);
  value = hn::Min(hn::Max(value, hn::Zero(d)), hn::Set(d, 255.F));
  return hn::MulAdd(value, hn::Set(d, t.scale[c]), hn::Set(d, t.bias[c]));
}

HWY_INLINE Pixels Convert(const Lines& lines, const Taps& luma, const Taps& chroma, const ColourTransform& t,
                          std::size_t i) {
  const DFloat d;
  const VFloat y = hn::Mul(Interpolate(lines.y, luma, i), hn::Set(d, t.luma));
  const VFloat u = Interpolate(lines.u, chroma, i);
  const VFloat v = Interpolate(lines.v, chroma, i);
  return {Channel(t, 0, y, u, v), Channel(t, 1, y, u, v), Channel(t, 2, y, u, v)};
}

void ConvertRowPlanar(const Lines& lines, const Taps& luma, const Taps& chroma, const ColourTransform& transform,
                      std::size_t count, const std::array<float*, 3>& out) {
  const DFloat d;
  const ColourTransform t = transform;  // a local copy: the stores below cannot alias it
  const std::array<float*, 3> planes = out;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const Pixels p = Convert(lines, luma, chroma, t, i);
    hn::StoreU(p.c0, d, planes[0] + i);
    hn::StoreU(p.c1, d, planes[1] + i);
    hn::StoreU(p.c2, d, planes[2] + i);
  }
  if (i == count) return;
  HWY_ALIGN float tail[3][HWY_MAX_BYTES / sizeof(float)];
  const Pixels p = Convert(lines, luma, chroma, t, i);
  hn::Store(p.c0, d, tail[0]);
  hn::Store(p.c1, d, tail[1]);
  hn::Store(p.c2, d, tail[2]);
  for (std::size_t c = 0; c < 3; ++c) std::copy_n(tail[c], count - i, planes[c] + i);
}

void ConvertRowInterleaved(const Lines& lines, const Taps& luma, const Taps& chroma, const ColourTransform& transform,
                           std::size_t count, float* out) {
  const DFloat d;
  const ColourTransform t = transform;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const Pixels p = Convert(lines, luma, chroma, t, i);
    hn::StoreInterleaved3(p.c0, p.c1, p.c2, d, out + 3 * i);
  }
  if (i == count) return;
  HWY_ALIGN float tail[3 * HWY_MAX_BYTES / sizeof(float)];
  const Pixels p = Convert(lines, luma, chroma, t, i);
  hn::StoreInterleaved3(p.c0, p.c1, p.c2, d, tail);
  std::copy_n(tail, 3 * (count - i), out + 3 * i);
}

}  // namespace ow::vision::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ow::vision::kernel {

void group_taps(Taps& taps) {
  constexpr std::int32_t kPairBytes = 2 * sizeof(std::int16_t);
  std::vector<std::int32_t> firsts;
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i + kGroup <= taps.offsets.size(); i += kGroup) {
    const auto [least, most] = std::minmax_element(taps.offsets.begin() + static_cast<std::ptrdiff_t>(i),
                                                   taps.offsets.begin() + static_cast<std::ptrdiff_t>(i + kGroup));
    if (*most - *least + kPairBytes > 16) return;
    firsts.push_back(*least);
    for (std::size_t k = 0; k < kGroup; ++k) {
      for (std::int32_t byte = 0; byte < kPairBytes; ++byte) {
        bytes.push_back(static_cast<std::uint8_t>(taps.offsets[i + k] - *least + byte));
      }
    }
  }
  taps.group_offsets = std::move(firsts);
  taps.group_bytes = std::move(bytes);
}

HWY_EXPORT(BlendRows);
HWY_EXPORT(BlendRowsNv12);
HWY_EXPORT(ConvertRowPlanar);
HWY_EXPORT(ConvertRowInterleaved);

void blend_rows(const std::uint8_t* top, const std::uint8_t* bottom, std::int16_t weight, std::size_t count,
                std::int16_t* line) {
  HWY_DYNAMIC_DISPATCH(BlendRows)(top, bottom, weight, count, line);
}

void blend_rows_nv12(const std::uint8_t* top, const std::uint8_t* bottom, std::int16_t weight, std::size_t count,
                     std::int16_t* line_u, std::int16_t* line_v) {
  HWY_DYNAMIC_DISPATCH(BlendRowsNv12)(top, bottom, weight, count, line_u, line_v);
}

void convert_row_planar(const Lines& lines, const Taps& luma, const Taps& chroma, const ColourTransform& transform,
                        std::size_t count, const std::array<float*, 3>& out) {
  HWY_DYNAMIC_DISPATCH(ConvertRowPlanar)(lines, luma, chroma, transform, count, out);
}

void convert_row_interleaved(const Lines& lines, const Taps& luma, const Taps& chroma, const ColourTransform& transform,
                             std::size_t count, float* out) {
  HWY_DYNAMIC_DISPATCH(ConvertRowInterleaved)(lines, luma, chroma, transform, count, out);
}

}  // namespace ow::vision::kernel
#endif  // HWY_ONCE
