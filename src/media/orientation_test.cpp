#include "media/orientation.h"

extern "C" {
#include <libavutil/display.h>
}

#include <gtest/gtest.h>

#include <array>

namespace ow::media {
namespace {

TEST(Orientation, QuarterTurnsOfTheDisplayMatrix) {
  for (const int clockwise : {0, 90, 180, 270}) {
    std::array<std::int32_t, 9> matrix{};
    av_display_rotation_set(matrix.data(), clockwise);
    EXPECT_EQ(from_display_matrix(matrix.data()), (Orientation{clockwise, false})) << clockwise;
  }
  std::array<std::int32_t, 9> skew{};
  av_display_rotation_set(skew.data(), 30);
  EXPECT_TRUE(from_display_matrix(skew.data()).upright());
}

TEST(Orientation, MirrorsOfTheDisplayMatrix) {
  std::array<std::int32_t, 9> matrix{};
  av_display_rotation_set(matrix.data(), 0);
  av_display_matrix_flip(matrix.data(), 0, 1);
  EXPECT_EQ(from_display_matrix(matrix.data()), (Orientation{0, true}));
  av_display_rotation_set(matrix.data(), 0);
  av_display_matrix_flip(matrix.data(), 1, 0);
  EXPECT_EQ(from_display_matrix(matrix.data()), (Orientation{180, true}));
}

TEST(Orientation, ExifTags) {
  EXPECT_EQ(from_exif(1), Orientation{});
  EXPECT_EQ(from_exif(6), (Orientation{90, false}));
  EXPECT_EQ(from_exif(8), (Orientation{270, false}));
  EXPECT_EQ(from_exif(0), Orientation{});
  EXPECT_EQ(from_exif(9), Orientation{});
  EXPECT_EQ(from_exif(6).apply({640, 360}), (Size{360, 640}));
}

}  // namespace
}  // namespace ow::media
