#include "core/frame.h"

#include <gtest/gtest.h>

namespace ow {
namespace {

TEST(FrameBuffer, OddSizesGetRoundedUpChromaAndAlignedRows) {
  FrameBuffer buffer({5, 3});
  EXPECT_EQ(buffer.stride(0) % 64, 0);
  EXPECT_EQ(buffer.stride(1) % 64, 0);
  for (int row = 0; row < 3; ++row) {
    for (int x = 0; x < 5; ++x) buffer.data(0)[row * buffer.stride(0) + x] = 7;
  }
  buffer.data(2)[1 * buffer.stride(2) + 2] = 9;  // the last chroma sample of a 3×2 plane
  const FramePtr frame = std::move(buffer).freeze({});
  EXPECT_EQ(frame->size(), (Size{5, 3}));
  EXPECT_EQ(frame->info().source_size, (Size{5, 3}));
  EXPECT_EQ(frame->plane(0).data[2 * frame->plane(0).stride + 4], 7);
  EXPECT_EQ(frame->plane(2).data[frame->plane(2).stride + 2], 9);
}

}  // namespace
}  // namespace ow
