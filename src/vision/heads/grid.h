// Anchor grids: one cell for each place of each stride. Internal to the heads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/frame.h"

namespace ow::vision {

struct GridCell {
  float x = 0, y = 0;  ///< in cells
  float stride = 0;    ///< tensor pixels a cell
};

inline constexpr int kStridesP5[] = {8, 16, 32};
inline constexpr int kStridesP6[] = {8, 16, 32, 64};
inline constexpr int kStridesP2[] = {4, 8, 16, 32};

/// Cells of one stride; edges that a stride does not divide get a cell of their own.
[[nodiscard]] constexpr std::int64_t cells_of(Size size, int stride) {
  return static_cast<std::int64_t>((size.width + stride - 1) / stride) * ((size.height + stride - 1) / stride);
}

[[nodiscard]] constexpr std::int64_t cells_of(Size size, std::span<const int> strides) {
  std::int64_t count = 0;
  for (const int stride : strides) count += cells_of(size, stride);
  return count;
}

/// Row-major within a stride, strides in the order given.
[[nodiscard]] inline std::vector<GridCell> make_cells(Size size, std::span<const int> strides) {
  std::vector<GridCell> cells;
  cells.reserve(static_cast<std::size_t>(cells_of(size, strides)));
  for (const int stride : strides) {
    for (int y = 0; y * stride < size.height; ++y) {
      for (int x = 0; x * stride < size.width; ++x) {
        cells.push_back({static_cast<float>(x), static_cast<float>(y), static_cast<float>(stride)});
      }
    }
  }
  return cells;
}

}  // namespace ow::vision
