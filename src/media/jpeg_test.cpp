#include "media/jpeg.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "media/scale.h"
#include "media/test_clips.h"
#include "media/test_source.h"

namespace ow::media {
namespace {

FrameBuffer bars(const std::string& size) {
  const auto source = test::open_clip(test::local("test://bars?frames=1&motion=0&matrix=709&size=" + size));
  const auto reading = test::read_all(*source);
  const FramePtr frame = reading.frames.at(0);
  return *scale_for_view(*frame, frame->size());
}

FramePtr decoded(const test::TemporaryFolder& folder, const std::vector<std::uint8_t>& jpeg) {
  test::write_file(folder.file("a.jpg"), std::string(jpeg.begin(), jpeg.end()));
  const auto source = test::open_clip(test::local(folder.file("a.jpg")));
  return source ? test::read_all(*source).frames.at(0) : nullptr;
}

TEST(Jpeg, ColourBarsReadBack) {
  const test::TemporaryFolder folder;
  const auto encoder = JpegEncoder::create();
  ASSERT_TRUE(encoder);
  FrameBuffer picture = bars("640x96");
  for (const int quality : {60, 95}) {
    const auto jpeg = (*encoder)->encode(picture, quality);
    ASSERT_TRUE(jpeg) << jpeg.error().text();
    const FramePtr frame = decoded(folder, *jpeg);
    ASSERT_TRUE(frame);
    auto view = scale_for_view(*frame, frame->size());
    for (int bar = 0; bar < 8; ++bar) {
      const auto rgb = test::view_rgb(*view, 80 * bar + 40, 48);
      for (std::size_t channel = 0; channel < 3; ++channel) {
        EXPECT_NEAR(rgb[channel], bar_colour(bar)[channel], quality > 90 ? 3 : 6) << bar << " at " << quality;
      }
    }
  }
}

TEST(Jpeg, OddSizesKeepTheirSizeAndBytes) {
  const test::TemporaryFolder folder;
  const auto encoder = JpegEncoder::create();
  FrameBuffer picture = bars("63x33");
  const auto first = (*encoder)->encode(picture, 60);
  ASSERT_TRUE(first);
  EXPECT_EQ(decoded(folder, *first)->size(), (Size{63, 33}));
  FrameBuffer again = bars("63x33");
  EXPECT_EQ(*first, *(*encoder)->encode(again, 60));
}

TEST(Jpeg, RefusesBadQuality) {
  const auto encoder = JpegEncoder::create();
  FrameBuffer picture = bars("16x16");
  EXPECT_EQ((*encoder)->encode(picture, 0).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ((*encoder)->encode(picture, 101).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace ow::media
