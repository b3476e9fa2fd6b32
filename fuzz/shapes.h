// Shapes and tensors out of a fuzzer's bytes.
#pragma once

#include <iterator>
#include <vector>

#include "core/tensor.h"
#include "fuzz/bytes.h"

namespace ow::fuzz {

inline std::vector<std::int64_t> shape_from(Bytes& bytes) {
  constexpr std::int64_t kExtents[] = {1,  3,  4,  5, 6,  7,  8,  32,  33,      36,
                                       80, 84, 85, 0, -1, 16, 64, 100, 1 << 20, std::int64_t{1} << 62};
  std::vector<std::int64_t> shape(bytes.below(6));
  for (auto& extent : shape) extent = kExtents[bytes.below(std::size(kExtents))];
  return shape;
}

/// An output whose real shape differs from the declared one in dynamic dimensions, and now and then altogether.
inline Tensor tensor_from(Bytes& bytes, const std::vector<std::int64_t>& declared) {
  Tensor out{{}, bytes.below(8) == 0 ? shape_from(bytes) : declared};
  std::size_t count = 1;
  for (auto& extent : out.shape) {
    if (extent < 0) extent = static_cast<std::int64_t>(bytes.below(40));
    count = std::min<std::size_t>(count * static_cast<std::size_t>(std::min<std::int64_t>(extent, 4096)), 65'536);
  }
  out.values.assign(count, bytes.take<float>());
  for (std::size_t i = 0; i < count && !bytes.empty(); i += 1 + bytes.below(7)) out.values[i] = bytes.take<float>();
  return out;
}

}  // namespace ow::fuzz
