#include "vision/thumbnail.h"

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

int reduction_for(Size size) {
  const int wanted = std::clamp((size.width + kThumbnailWidth / 2) / kThumbnailWidth, kReductionMin, kReductionMax);
  return std::min({wanted, size.width, size.height});
}

int divided_up(int value, int divisor) { return (value + divisor - 1) / divisor; }

struct Moments {
  double reference = 0, current = 0, covariance = 0, variance = 0;
};

/// Means and (co)variances over every second pixel of every second row: plenty for two parameters.
Moments moments_of(const PlanePair& plane) {
  const auto& [reference, current] = plane;
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

/// Gives the thumbnail its size.
void set_size(Thumbnail& thumbnail, Size plane, int reduction) {
  thumbnail.reduction = reduction;
  thumbnail.width = divided_up(plane.width, reduction);
  thumbnail.height = divided_up(plane.height, reduction);
  thumbnail.pixels.resize(static_cast<std::size_t>(thumbnail.width) * static_cast<std::size_t>(thumbnail.height));
}

/// One row of a thumbnail from the summed rows of its plane. The last square of a width that does not divide is moved
/// inwards: no pixel of the frame is left out.
void reduce_row(std::span<const std::uint16_t> sums, int reduction, int samples, std::span<std::uint8_t> out) {
  const std::size_t whole = sums.size() / static_cast<std::size_t>(reduction);
  kernel::mean_squares(sums.data(), reduction, samples, out.first(whole));
  if (whole < out.size())
    kernel::mean_squares(sums.last(static_cast<std::size_t>(reduction)).data(), reduction, samples, out.subspan(whole));
}

/// Fills the thumbnails of a plane's channels, which are one, or two that are interleaved. `size` is that of a channel.
void reduce_plane(const Plane& plane, Size size, int reduction_wanted, std::span<Thumbnail> channels, RowSums& sums) {
  const int reduction = std::min({reduction_wanted, size.width, size.height});
  const int row_step = reduction >= kSparseRowsFrom ? 2 : 1;
  const int rows = divided_up(reduction, row_step);
  for (Thumbnail& channel : channels) set_size(channel, size, reduction);
  const auto width = static_cast<std::size_t>(size.width);
  sums.rows.resize(width * channels.size());
  for (int y = 0; y < channels[0].height; ++y) {
    // As in a row, the last square is moved inwards.
    const int first_row = std::min(y * reduction, size.height - reduction);
    const std::uint8_t* const start = plane.data + static_cast<std::ptrdiff_t>(first_row) * plane.stride;
    kernel::sum_rows(start, static_cast<std::ptrdiff_t>(plane.stride) * row_step, rows, sums.rows);
    if (channels.size() == 2) kernel::split_pairs(sums.rows, sums.split);
    const std::span<const std::uint16_t> summed = channels.size() == 2 ? sums.split : sums.rows;
    for (std::size_t i = 0; i < channels.size(); ++i)
      reduce_row(summed.subspan(i * width, width), reduction, rows * reduction, channels[i].row(y));
  }
}

/// Adds the differences of one plane up in squares of `block` thumbnail pixels.
void add_blocks(const PlanePair& plane, int block, TileScratch& scratch) {
  const kernel::Drift drift = fit_drift(plane);
  const auto columns = static_cast<std::size_t>(divided_up(plane.current.width, block));
  const auto edge = static_cast<std::size_t>(block);
  for (int y = 0; y * block < plane.current.height; ++y) {
    scratch.columns.assign(columns * edge, 0);
    for (int line = y * block; line < std::min((y + 1) * block, plane.current.height); ++line)
      kernel::add_differences(plane.reference.row(line), plane.current.row(line), drift, scratch.columns);
    std::uint32_t* const blocks = scratch.blocks.data() + static_cast<std::size_t>(y) * columns;
    for (std::size_t x = 0; x < columns; ++x) {
      for (std::size_t i = 0; i < edge; ++i) blocks[x] += scratch.columns[x * edge + i];
    }
  }
}

/// Each block becomes the sum of the tile that it begins; its right and lower neighbours are still unchanged then.
void sum_tiles(std::span<std::uint32_t> blocks, std::size_t columns) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const bool right = (i + 1) % columns != 0;
    const bool below = i + columns < blocks.size();
    if (right) blocks[i] += blocks[i + 1];
    if (below) blocks[i] += blocks[i + columns];
    if (right && below) blocks[i] += blocks[i + columns + 1];
  }
}

}  // namespace

void make_thumbnails(const Frame& frame, Thumbnails& thumbnails, RowSums& sums) {
  const Size size = frame.size();
  const Size chroma{chroma_extent(size.width), chroma_extent(size.height)};
  const int reduction = reduction_for(size);
  reduce_plane(frame.plane(0), size, reduction, std::span(&thumbnails.luma, 1), sums);
  const std::span<Thumbnail> both = thumbnails.chroma;
  if (frame.format() == PixelFormat::kNv12) {
    reduce_plane(frame.plane(1), chroma, reduction, both, sums);
  } else {
    for (std::size_t i = 0; i < 2; ++i) reduce_plane(frame.plane(1 + i), chroma, reduction, both.subspan(i, 1), sums);
  }
}

kernel::Drift fit_drift(const PlanePair& plane) {
  constexpr double kGainMax = 1.15;
  constexpr double kShiftMax = 16;  // more is an event of its own: a light went on
  constexpr double kVarianceMin = 25;  // a flat picture tells no gain
  const Moments m = moments_of(plane);
  const double gain = m.variance > kVarianceMin ? std::clamp(m.covariance / m.variance, 1 / kGainMax, kGainMax) : 1;
  const double shift = std::clamp(m.current - m.reference, -kShiftMax, kShiftMax);
  const double offset = m.reference * (1 - gain) + shift;
  return {static_cast<std::int16_t>(std::lround(gain * (1 << kernel::kGainBits))),
          static_cast<std::int16_t>(std::lround(offset * (1 << kernel::kLevelBits)))};
}

TileDifferences compare_tiles(std::span<const PlanePair> planes, int block, TileScratch& scratch) {
  const Thumbnail& any = planes.front().current;
  const auto columns = static_cast<std::size_t>(divided_up(any.width, block));
  const auto rows = static_cast<std::size_t>(divided_up(any.height, block));
  std::vector<std::uint32_t>& blocks = scratch.blocks;
  blocks.assign(columns * rows, 0);
  for (const PlanePair& plane : planes) add_blocks(plane, block, scratch);
  sum_tiles(blocks, columns);
  const double per_tile = 1.0 / (4 * block * block << kernel::kLevelBits);
  const std::uint32_t largest = *std::max_element(blocks.begin(), blocks.end());
  const auto quartile = blocks.begin() + static_cast<std::ptrdiff_t>(blocks.size() / 4);
  std::nth_element(blocks.begin(), quartile, blocks.end());
  return {largest * per_tile, *quartile * per_tile};
}

}  // namespace ow::vision
