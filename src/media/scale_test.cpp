#include "media/scale.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace ow::media {
namespace {

/// Luma rises by 1 a column, chroma is flat.
FramePtr ramp(Size size, std::uint8_t u, std::uint8_t v) {
  FrameBuffer buffer(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x)
      buffer.data(0)[std::ptrdiff_t{y} * buffer.stride(0) + x] = static_cast<std::uint8_t>(x);
  }
  for (int y = 0; y < chroma_extent(size.height); ++y) {
    std::memset(buffer.data(1) + std::ptrdiff_t{y} * buffer.stride(1), u,
                static_cast<std::size_t>(chroma_extent(size.width)));
    std::memset(buffer.data(2) + std::ptrdiff_t{y} * buffer.stride(2), v,
                static_cast<std::size_t>(chroma_extent(size.width)));
  }
  FrameInfo info;
  info.sequence = 7;
  info.range = ColourRange::kFull;
  return std::move(buffer).freeze(info);
}

TEST(ScaledSize, IsEvenAndNeverLarger) {
  EXPECT_EQ(scaled_size({1920, 1080}, 50), (Size{960, 540}));
  EXPECT_EQ(scaled_size({1920, 1080}, 25), (Size{480, 270}));
  EXPECT_EQ(scaled_size({641, 361}, 100), (Size{641, 361}));  // resampled by one pixel it would move every box
  EXPECT_EQ(scaled_size({641, 361}, 50), (Size{320, 180}));
  EXPECT_EQ(scaled_size({3, 1}, 99), (Size{2, 1}));
  EXPECT_EQ(scaled_size({100, 100}, 1), (Size{2, 2}));
  EXPECT_EQ(scaled_size({100, 100}, 500), (Size{100, 100}));
  EXPECT_EQ(scaled_size({100, 100}, std::numeric_limits<double>::quiet_NaN()), (Size{2, 2}));
}

TEST(Scale, SameSizeIsTheSameFrame) {
  const FramePtr frame = ramp({64, 32}, 100, 150);
  EXPECT_EQ(scale(frame, {64, 32})->get(), frame.get());
}

TEST(Scale, HalvesByAveragingAndKeepsTheFacts) {
  const FramePtr frame = ramp({200, 100}, 100, 150);
  const auto half = scale(frame, {100, 50});
  ASSERT_TRUE(half);
  EXPECT_EQ((*half)->size(), (Size{100, 50}));
  EXPECT_EQ((*half)->info().source_size, (Size{200, 100}));
  EXPECT_EQ((*half)->info().sequence, 7U);
  EXPECT_EQ((*half)->info().range, ColourRange::kFull);
  for (const int x : {0, 49, 99}) EXPECT_NEAR((*half)->plane(0).data[x], 2 * x + 0.5, 0.51);
  EXPECT_EQ((*half)->plane(1).data[49], 100);
  EXPECT_EQ((*half)->plane(2).data[49], 150);
}

TEST(Scale, Nv12BecomesI420AtAnySize) {
  const FramePtr planar = ramp({64, 48}, 100, 150);
  std::vector<std::uint8_t> uv;
  for (int i = 0; i < 32 * 24; ++i) uv.insert(uv.end(), {100, 150});
  FrameInfo info = planar->info();
  info.format = PixelFormat::kNv12;
  const auto nv12 = std::make_shared<const Frame>(
      info, std::array<Plane, 3>{planar->plane(0), Plane{uv.data(), 64}, Plane{}}, planar);
  for (const Size size : {Size{64, 48}, {32, 24}, {40, 30}, {128, 96}}) {
    const auto out = scale(nv12, size);
    ASSERT_TRUE(out);
    EXPECT_EQ((*out)->format(), PixelFormat::kI420);
    EXPECT_EQ((*out)->plane(1).data[10], 100);
    EXPECT_EQ((*out)->plane(2).data[10], 150);
  }
}

TEST(Scale, OddAndTinySizes) {
  for (const Size size : {Size{1, 1}, {3, 5}, {201, 99}, {1, 40}}) {
    const auto out = scale(ramp({33, 17}, 90, 91), size);
    ASSERT_TRUE(out);
    EXPECT_NEAR((*out)->plane(1).data[0], 90, 1);
    EXPECT_TRUE(scale_for_view(**out, size));
  }
}

TEST(Scale, RefusesImpossibleSizes) {
  EXPECT_EQ(scale(ramp({8, 8}, 0, 0), {0, 8}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(scale(ramp({8, 8}, 0, 0), {8, 100'000}).error().code, ErrorCode::kInvalidArgument);
}

TEST(ScaleForView, LimitedExtremesAreClamped) {
  FrameBuffer buffer({64, 4});
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 64; ++x) buffer.data(0)[y * buffer.stride(0) + x] = x < 32 ? 0 : 255;
  }
  for (std::size_t plane : {std::size_t{1}, std::size_t{2}})
    std::memset(buffer.data(plane), 128, static_cast<std::size_t>(2 * buffer.stride(plane)));
  const FramePtr frame = std::move(buffer).freeze({});
  auto view = scale_for_view(*frame, {64, 4});
  ASSERT_TRUE(view);
  EXPECT_EQ(view->data(0)[3], 0);
  EXPECT_EQ(view->data(0)[60], 255);
  EXPECT_EQ(view->data(1)[3], 128);
}

}  // namespace
}  // namespace ow::media
