#include <gtest/gtest.h>

#include <cstddef>
#include <cstring>
#include <string>

#include "media/test_clips.h"

namespace ow::media {
namespace {

using test::local;

TEST(TestSource, DeliversTheFramesAskedFor) {
  const auto source = test::open_clip(local("test://bars?size=65x33&fps=10&frames=3"));
  ASSERT_TRUE(source);
  EXPECT_EQ(source->info().size, (Size{65, 33}));
  const auto first = test::read_all(*source);
  ASSERT_EQ(first.frames.size(), 3U);
  EXPECT_TRUE(first.ended);
  EXPECT_EQ(first.frames[2]->info().pts, std::chrono::milliseconds(200));
  EXPECT_NE(std::memcmp(first.frames[0]->plane(0).data, first.frames[2]->plane(0).data, 65), 0);  // it moves
  ASSERT_TRUE(source->rewind());
  const auto second = test::read_all(*source);
  EXPECT_EQ(second.frames.at(0)->info().sequence, 3U);
  EXPECT_EQ(second.frames.at(0)->info().pts, std::chrono::milliseconds(300));
  EXPECT_EQ(std::memcmp(first.frames[0]->plane(0).data, second.frames[0]->plane(0).data, 65), 0);
}

TEST(TestSource, BrightnessAndColourOfTheBlockStayTogether) {
  constexpr std::uint8_t kGreyLuma = 126, kNoColour = 128;  // (128, 128, 128) as BT.601 in limited range has it
  const auto source = test::open_clip(local("test://bars?size=66x38&frames=2000"));
  ASSERT_TRUE(source);
  const auto last = test::read_all(*source).frames.back();
  int grey = 0;
  for (std::ptrdiff_t x = 0; x < 33; ++x) {
    const bool bright = last->plane(0).data[18 * last->plane(0).stride + 2 * x] == kGreyLuma;
    const bool next = last->plane(0).data[18 * last->plane(0).stride + 2 * x + 1] == kGreyLuma;
    ASSERT_EQ(bright, next) << x;
    if (!bright) continue;
    ++grey;
    for (const std::size_t plane : {1, 2})
      EXPECT_EQ(last->plane(plane).data[9 * last->plane(plane).stride + x], kNoColour) << x;
  }
  EXPECT_EQ(grey, 4);
}

TEST(TestSource, TinySizes) {
  for (const std::string size : {"1x1", "2x2", "3x1", "1x40"}) {
    const auto source = test::open_clip(local("test://bars?frames=2&size=" + size));
    ASSERT_TRUE(source);
    EXPECT_EQ(test::read_all(*source).frames.size(), 2U) << size;
  }
}

TEST(TestSource, LiveEndsWithAnErrorAndCannotRewind) {
  const auto source = test::open_clip(local("test://bars?size=16x16&fps=1000&frames=3&live=1"));
  ASSERT_TRUE(source);
  EXPECT_TRUE(source->info().live);
  EXPECT_EQ(test::read_all(*source).error.code, ErrorCode::kUnavailable);
  EXPECT_EQ(source->rewind().error().code, ErrorCode::kUnsupported);
}

TEST(TestSource, StopEndsTheWaitOfALiveOne) {
  const auto source = test::open_clip(local("test://bars?size=16x16&fps=0.1&live=1"));
  ASSERT_TRUE(source);
  std::stop_source stop;
  ASSERT_TRUE(source->read(stop.get_token()));
  stop.request_stop();
  EXPECT_EQ(source->read(stop.get_token()).error().code, ErrorCode::kCancelled);
}

TEST(TestSource, NamesBadOptions) {
  const SteadyClock clock;
  for (const std::string bad : {"size=0x4", "size=64", "size=16384x16384", "fps=nan", "fps=0", "frames=-1", "live=yes",
                                "matrix=240", "range=tv", "sise=64x64"}) {
    const auto source = open_source(local("test://bars?" + bad), clock, {});
    ASSERT_FALSE(source) << bad;
    EXPECT_EQ(source.error().code, ErrorCode::kInvalidArgument) << bad;
    EXPECT_NE(source.error().message.find(bad.substr(0, bad.find('='))), std::string::npos) << source.error().message;
  }
  const auto pattern = open_source(local("test://pattren?size=64x64"), clock, {});
  ASSERT_FALSE(pattern);
  EXPECT_NE(pattern.error().message.find("did you mean 'test://pattern'"), std::string::npos)
      << pattern.error().message;
}

}  // namespace
}  // namespace ow::media
