// Colour bars through a file, the decoder, scaling and mapping must come back as they were.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <string>
#include <tuple>

#include "media/scale.h"
#include "media/test_clips.h"
#include "media/test_source.h"

namespace ow::media {
namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 96;
constexpr int kBars = 8;
constexpr double kTolerance = 3;

struct Layout {
  const char* pixel_format;
  int chroma_divider_y;
  int bits;
  bool interleaved;
};

struct Colours {
  const char* name;
  double red, blue;  ///< luma weights
};

constexpr std::array kLayouts = {Layout{"yuv420p", 2, 8, false}, Layout{"nv12", 2, 8, true},
                                 Layout{"yuv422p", 1, 8, false}, Layout{"yuv420p10le", 2, 10, false},
                                 Layout{"yuv422p10le", 1, 10, false}};
constexpr std::array kColours = {Colours{"bt470bg", 0.299, 0.114}, Colours{"bt709", 0.2126, 0.0722},
                                 Colours{"bt2020nc", 0.2627, 0.0593}};

/// The bars as RGB: the eight of the test pattern, at 75 %.
std::array<double, 3> truth(int bar) { return bar_colour(bar); }

/// Quantised as BT.601 §2.5 and BT.709 §4 say; written out here so that the test does not rest on the code it tests.
std::array<long, 3> quantised(int bar, const Colours& colours, bool full, int bits) {
  const auto [r, g, b] = truth(bar);
  const double y = colours.red * r + (1 - colours.red - colours.blue) * g + colours.blue * b;
  const double u = (b - y) / (2 - 2 * colours.blue);
  const double v = (r - y) / (2 - 2 * colours.red);
  const double unit = bits == 8 ? 1 : (full ? 1023.0 / 255 : 4);
  const double centre = 128.0 * (1 << (bits - 8));
  if (full) return {std::lround(y * unit), std::lround(centre + u * unit), std::lround(centre + v * unit)};
  return {std::lround((16 + y * 219 / 255) * unit), std::lround(centre + u * 224 / 255 * unit),
          std::lround(centre + v * 224 / 255 * unit)};
}

class RawBars {
 public:
  RawBars(const Layout& layout, const Colours& colours, bool full) : layout_(layout), colours_(colours), full_(full) {
    for (int y = 0; y < kHeight; ++y) row(kWidth, {0});
    const int chroma_rows = kHeight / layout.chroma_divider_y;
    if (layout.interleaved) {
      for (int y = 0; y < chroma_rows; ++y) row(kWidth / 2, {1, 2});
    } else {
      for (const std::size_t plane : {std::size_t{1}, std::size_t{2}}) {
        for (int y = 0; y < chroma_rows; ++y) row(kWidth / 2, {plane});
      }
    }
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  void row(int width, std::initializer_list<std::size_t> planes) {
    for (int x = 0; x < width; ++x) {
      for (const std::size_t plane : planes) put(quantised(x * kBars / width, colours_, full_, layout_.bits)[plane]);
    }
  }
  void put(long value) {
    bytes_ += static_cast<char>(value & 255);
    if (layout_.bits > 8) bytes_ += static_cast<char>(value >> 8);
  }

  Layout layout_;
  Colours colours_;
  bool full_;
  std::string bytes_;
};

void expect_bars(const Frame& frame, Size size) {
  auto view = scale_for_view(frame, size);
  ASSERT_TRUE(view) << view.error().text();
  for (int bar = 0; bar < kBars; ++bar) {
    const auto rgb = test::view_rgb(*view, (2 * bar + 1) * size.width / (2 * kBars), size.height / 2);
    const auto expected = truth(bar);
    for (std::size_t channel = 0; channel < 3; ++channel) {
      EXPECT_NEAR(rgb[channel], expected[channel], kTolerance) << "bar " << bar << " channel " << channel;
    }
  }
}

class ColourBars : public ::testing::TestWithParam<std::tuple<Layout, Colours, bool>> {};

TEST_P(ColourBars, ComeBackWithinThreeLevels) {
  const auto& [layout, colours, full] = GetParam();
  const test::TemporaryFolder folder;
  test::write_file(folder.file("bars.raw"), RawBars(layout, colours, full).bytes());
  // FFV1 has no NV12; that goes as raw video, as some cameras send it.
  const std::string codec = layout.interleaved ? "rawvideo" : "ffv1";
  ASSERT_TRUE(test::ffmpeg("-f rawvideo -video_size 640x96 -pix_fmt " + std::string(layout.pixel_format) + " -i " +
                           folder.file("bars.raw") + " -c:v " + codec + " -colorspace " + colours.name +
                           " -color_range " + (full ? "pc " : "tv ") + folder.file("bars.mkv")));
  const auto source = test::open_clip(test::local(folder.file("bars.mkv")));
  ASSERT_TRUE(source);
  const auto reading = test::read_all(*source);
  ASSERT_EQ(reading.frames.size(), 1U);
  const Frame& frame = *reading.frames[0];
  EXPECT_EQ(frame.format(), layout.interleaved ? PixelFormat::kNv12 : PixelFormat::kI420);
  EXPECT_EQ(frame.info().range, full ? ColourRange::kFull : ColourRange::kLimited);
  expect_bars(frame, {kWidth, kHeight});
  expect_bars(frame, {kWidth / 2, kHeight / 2});
  expect_bars(frame, {kWidth * 2 / 3, kHeight * 2 / 3});
}

INSTANTIATE_TEST_SUITE_P(All, ColourBars,
                         ::testing::Combine(::testing::ValuesIn(kLayouts), ::testing::ValuesIn(kColours),
                                            ::testing::Bool()),
                         [](const auto& test) {
                           return std::string(std::get<0>(test.param).pixel_format) + "_" +
                                  std::get<1>(test.param).name + (std::get<2>(test.param) ? "_full" : "_limited");
                         });

TEST(Colour, PngIsFullRange601) {
  const test::TemporaryFolder folder;
  std::string rgb;
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      for (const double value : truth(x * kBars / kWidth)) rgb += static_cast<char>(std::lround(value));
    }
  }
  test::write_file(folder.file("bars.raw"), rgb);
  for (const std::string format : {"rgb24", "rgba", "rgb48be"}) {
    ASSERT_TRUE(test::ffmpeg("-f rawvideo -video_size 640x96 -pix_fmt rgb24 -i " + folder.file("bars.raw") +
                             " -pix_fmt " + format + " " + folder.file("bars.png")));
    const auto source = test::open_clip(test::local(folder.file("bars.png")));
    ASSERT_TRUE(source);
    const auto reading = test::read_all(*source);
    ASSERT_EQ(reading.frames.size(), 1U);
    EXPECT_EQ(reading.frames[0]->info().range, ColourRange::kFull);
    expect_bars(*reading.frames[0], {kWidth, kHeight});
  }
}

TEST(Colour, UntaggedVideoIs601BelowHdAnd709FromThere) {
  const test::TemporaryFolder folder;
  for (const auto& [size, matrix] : {std::pair{"320x576", ColourMatrix::kBt601}, {"320x720", ColourMatrix::kBt709}}) {
    ASSERT_TRUE(test::ffmpeg(std::string("-f lavfi -i color=red:s=") + size + ":d=0.1 -pix_fmt yuv420p -c:v libx264 " +
                             folder.file("plain.mp4")));
    const auto source = test::open_clip(test::local(folder.file("plain.mp4")));
    ASSERT_TRUE(source);
    const auto reading = test::read_all(*source, 1);
    ASSERT_EQ(reading.frames.size(), 1U);
    EXPECT_EQ(reading.frames[0]->info().matrix, matrix);
    EXPECT_EQ(reading.frames[0]->info().range, ColourRange::kLimited);
  }
}

class PatternColours : public ::testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(PatternColours, ComeBack) {
  const auto& [matrix, range] = GetParam();
  const auto source = test::open_clip(
      test::local(std::string("test://bars?size=640x96&motion=0&frames=1&matrix=") + matrix + "&range=" + range));
  ASSERT_TRUE(source);
  const auto reading = test::read_all(*source);
  ASSERT_EQ(reading.frames.size(), 1U);
  expect_bars(*reading.frames[0], {kWidth, kHeight});
}

INSTANTIATE_TEST_SUITE_P(All, PatternColours,
                         ::testing::Combine(::testing::Values("601", "709"), ::testing::Values("limited", "full")));

}  // namespace
}  // namespace ow::media
