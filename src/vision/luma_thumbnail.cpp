#include "vision/luma_thumbnail.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "vision/similarity_kernel.h"

namespace ow::vision {
namespace {

constexpr int kThumbnailWidth = 240;
constexpr int kReductionMin = 2;
/// So that a tile of a large frame is no wider than twice a small object of 24 pixels: 20 grey levels of it are 5 of the tile.
constexpr int kReductionMax = 6;
/// Larger squares take every other row: half the memory traffic, and still 18 samples a mean.
constexpr int kSparseRowsFrom = 6;
constexpr int kBlock = 4;
constexpr int kTile = 2 * kBlock;

int reduction_for(Size size) {
  const int wanted = std::clamp((size.width + kThumbnailWidth / 2) / kThumbnailWidth, kReductionMin, kReductionMax);
  return std::min({wanted, size.width, size.height});
}

/// Sums `Reduction` neighbours; a template so that the inner loop is unrolled.
template <int Reduction>
void reduce_row(const std::uint16_t* sums, int width, int last_start, std::uint32_t per_sum, std::uint8_t* out) {
  for (int x = 0; x < width; ++x) {
    const std::uint16_t* square = sums + std::min(x * Reduction, last_start);
    std::uint32_t sum = 0;
    for (int i = 0; i < Reduction; ++i) sum += square[i];
    out[x] = static_cast<std::uint8_t>((sum * per_sum + (1U << 15)) >> 16);
  }
}

using ReduceRow = void (*)(const std::uint16_t*, int, int, std::uint32_t, std::uint8_t*);
constexpr std::array<ReduceRow, kReductionMax> kReduceRow = {reduce_row<1>, reduce_row<2>, reduce_row<3>,
                                                             reduce_row<4>, reduce_row<5>, reduce_row<6>};

int divided_up(int value, int divisor) { return (value + divisor - 1) / divisor; }

struct Moments {
  double reference = 0, current = 0, covariance = 0, variance = 0;
};

/// Means and (co)variances over every second pixel of every second row: plenty for two parameters.
Moments moments_of(const LumaThumbnail& reference, const LumaThumbnail& current) {
  std::uint64_t r_sum = 0, c_sum = 0, rr_sum = 0, rc_sum = 0, count = 0;
  for (int y = 0; y < reference.height; y += 2) {
    const auto row = static_cast<std::size_t>(y) * static_cast<std::size_t>(reference.width);
    for (int x = 0; x < reference.width; x += 2) {
      const std::uint32_t r = reference.pixels[row + static_cast<std::size_t>(x)];
      const std::uint32_t c = current.pixels[row + static_cast<std::size_t>(x)];
      r_sum += r;
      c_sum += c;
      rr_sum += r * r;
      rc_sum += r * c;
      ++count;
    }
  }
  const auto mean = [&](std::uint64_t sum) { return static_cast<double>(sum) / static_cast<double>(count); };
  const double r = mean(r_sum), c = mean(c_sum);
  return {r, c, mean(rc_sum) - r * c, mean(rr_sum) - r * r};
}

}  // namespace

void make_thumbnail(const Frame& frame, LumaThumbnail& thumbnail, std::vector<std::uint16_t>& sums) {
  const Size size = frame.size();
  const Plane& luma = frame.plane(0);
  const int reduction = reduction_for(size);
  const int row_step = reduction >= kSparseRowsFrom ? 2 : 1;
  const int rows = divided_up(reduction, row_step);
  thumbnail.reduction = reduction;
  thumbnail.width = divided_up(size.width, reduction);
  thumbnail.height = divided_up(size.height, reduction);
  thumbnail.pixels.resize(static_cast<std::size_t>(thumbnail.width) * static_cast<std::size_t>(thumbnail.height));
  sums.resize(static_cast<std::size_t>(size.width));
  const auto per_sum = static_cast<std::uint32_t>((1U << 16) / static_cast<unsigned>(rows * reduction));
  const ReduceRow reduce = kReduceRow[static_cast<std::size_t>(reduction - 1)];
  for (int y = 0; y < thumbnail.height; ++y) {
    // The last square of a size that does not divide is moved inwards: no pixel of the frame is left out.
    const int first_row = std::min(y * reduction, size.height - reduction);
    const std::uint8_t* const start = luma.data + static_cast<std::ptrdiff_t>(first_row) * luma.stride;
    kernel::sum_rows(start, static_cast<std::ptrdiff_t>(luma.stride) * row_step, rows, sums);
    reduce(sums.data(), thumbnail.width, size.width - reduction, per_sum,
           thumbnail.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(thumbnail.width));
  }
}

kernel::Brightness fit_brightness(const LumaThumbnail& reference, const LumaThumbnail& current) {
  constexpr double kGainMax = 1.15;
  constexpr double kShiftMax = 16;  // more is an event of its own: a light went on
  constexpr double kVarianceMin = 25;  // a flat picture tells no gain
  const Moments m = moments_of(reference, current);
  const double gain = m.variance > kVarianceMin ? std::clamp(m.covariance / m.variance, 1 / kGainMax, kGainMax) : 1;
  const double shift = std::clamp(m.current - m.reference, -kShiftMax, kShiftMax);
  const double offset = m.reference * (1 - gain) + shift;
  return {static_cast<std::int16_t>(std::lround(gain * (1 << kernel::kGainBits))),
          static_cast<std::int16_t>(std::lround(offset * (1 << kernel::kLevelBits)))};
}

TileDifferences compare_tiles(const LumaThumbnail& reference, const LumaThumbnail& current,
                              kernel::Brightness brightness, TileScratch& scratch) {
  const int columns = divided_up(current.width, kBlock);
  const int rows = divided_up(current.height, kBlock);
  std::vector<std::uint32_t>& blocks = scratch.blocks;
  blocks.assign(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), 0);
  const auto width = static_cast<std::size_t>(current.width);
  for (int y = 0; y < rows; ++y) {
    scratch.columns.assign(static_cast<std::size_t>(columns * kBlock), 0);
    for (int line = y * kBlock; line < std::min((y + 1) * kBlock, current.height); ++line) {
      const std::size_t row = static_cast<std::size_t>(line) * width;
      kernel::add_differences(reference.pixels.data() + row, current.pixels.data() + row, brightness,
                              std::span(scratch.columns).first(width));
    }
    std::uint32_t* const block_row = blocks.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(columns);
    for (int x = 0; x < columns * kBlock; ++x) block_row[x / kBlock] += scratch.columns[static_cast<std::size_t>(x)];
  }
  const auto block = [&](int x, int y) {
    return x < columns && y < rows
               ? blocks[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(x)]
               : 0;
  };
  // Each block becomes the sum of the tile that it begins; its right and lower neighbours are still unchanged then.
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      blocks[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(x)] =
          block(x, y) + block(x + 1, y) + block(x, y + 1) + block(x + 1, y + 1);
    }
  }
  constexpr double kPerTile = 1.0 / (kTile * kTile << kernel::kLevelBits);
  const std::uint32_t largest = *std::max_element(blocks.begin(), blocks.end());
  const auto quartile = blocks.begin() + static_cast<std::ptrdiff_t>(blocks.size() / 4);
  std::nth_element(blocks.begin(), quartile, blocks.end());
  return {largest * kPerTile, *quartile * kPerTile};
}

}  // namespace ow::vision
