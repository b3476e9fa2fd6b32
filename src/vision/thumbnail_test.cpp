#include "vision/thumbnail.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "vision/test_frames.h"

namespace ow::vision {
namespace {

/// Mean of the square that pixel (x, y) of a thumbnail stands for, taken sample by sample; of a large square every other
/// row counts.
double mean_of_square(int plane, Size size, int reduction, int x, int y) {
  const int left = std::min(x * reduction, size.width - reduction);
  const int top = std::min(y * reduction, size.height - reduction);
  const int row_step = reduction >= 6 ? 2 : 1;
  int sum = 0, count = 0;
  for (int row = top; row < top + reduction; row += row_step) {
    for (int column = left; column < left + reduction; ++column, ++count) sum += pattern(plane, column, row);
  }
  return static_cast<double>(sum) / count;
}

void expect_means(const Thumbnail& thumbnail, int plane, Size size) {
  for (int y = 0; y < thumbnail.height; ++y) {
    for (int x = 0; x < thumbnail.width; ++x) {
      ASSERT_NEAR(thumbnail.row(y)[static_cast<std::size_t>(x)], mean_of_square(plane, size, thumbnail.reduction, x, y),
                  0.8)
          << "plane " << plane << " of " << size.width << "x" << size.height << " at " << x << ", " << y;
    }
  }
}

TEST(Thumbnails, EveryPixelIsTheMeanOfItsSquareInEveryPlane) {
  // Each reduction, 1 to 6, with widths that it divides and others.
  const Size sizes[] = {{1, 9}, {7, 3}, {320, 24}, {641, 31}, {720, 24}, {960, 25}, {1281, 21}, {1920, 24}, {2051, 37}};
  for (const PixelFormat format : {PixelFormat::kI420, PixelFormat::kNv12}) {
    for (const Size size : sizes) {
      FrameInfo info;
      info.format = format;
      info.size = size;
      Thumbnails thumbnails;
      RowSums sums;
      make_thumbnails(*make_frame(info, pattern), thumbnails, sums);
      expect_means(thumbnails.luma, 0, size);
      const Size chroma{chroma_extent(size.width), chroma_extent(size.height)};
      for (int i = 0; i < 2; ++i) expect_means(thumbnails.chroma[static_cast<std::size_t>(i)], 1 + i, chroma);
    }
  }
}

}  // namespace
}  // namespace ow::vision
