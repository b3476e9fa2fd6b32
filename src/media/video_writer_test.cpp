#include "media/video_writer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "media/scale.h"
#include "media/test_clips.h"
#include "media/test_source.h"

namespace ow::media {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;

FrameBuffer bars(const std::string& size = "640x96") {
  const auto source = test::open_clip(test::local("test://bars?frames=1&motion=0&size=" + size));
  const FramePtr frame = test::read_all(*source).frames.at(0);
  return *scale_for_view(*frame, frame->size());
}

VideoWriterOptions options_for(const std::string& path) {
  VideoWriterOptions options;
  options.path = path;
  options.size = {640, 96};
  options.crf = 10;
  return options;
}

TEST(VideoWriter, ReadsBackWithColoursAndTimes) {
  const test::TemporaryFolder folder;
  const auto writer = VideoWriter::create(options_for(folder.file("out.mp4")));
  ASSERT_TRUE(writer) << writer.error().text();
  FrameBuffer picture = bars();
  const std::vector<microseconds> times = {0ms, 40ms, 200ms, 240ms, 3s, 3040ms};
  for (const microseconds pts : times) ASSERT_TRUE((*writer)->write(picture, pts));
  ASSERT_TRUE((*writer)->finish());
  EXPECT_EQ((*writer)->write(picture, 4s).error().code, ErrorCode::kFailedPrecondition);
  const auto source = test::open_clip(test::local(folder.file("out.mp4")));
  ASSERT_TRUE(source);
  const auto reading = test::read_all(*source);
  ASSERT_EQ(reading.frames.size(), times.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(reading.frames[i]->info().pts.count()), static_cast<double>(times[i].count()), 50)
        << i;
  }
  EXPECT_EQ(reading.frames[0]->info().matrix, ColourMatrix::kBt601);
  EXPECT_EQ(reading.frames[0]->info().range, ColourRange::kFull);
  auto view = scale_for_view(*reading.frames[5], {640, 96});
  for (int bar = 0; bar < 8; ++bar) {
    const auto rgb = test::view_rgb(*view, 80 * bar + 40, 48);
    for (std::size_t channel = 0; channel < 3; ++channel) EXPECT_NEAR(rgb[channel], bar_colour(bar)[channel], 4) << bar;
  }
}

TEST(VideoWriter, AnUnfinishedFilePlaysUpToItsLastFragment) {
  const test::TemporaryFolder folder;
  const auto writer = VideoWriter::create(options_for(folder.file("out.mp4")));
  ASSERT_TRUE(writer);
  FrameBuffer picture = bars();
  for (int i = 0; i < 250; ++i) ASSERT_TRUE((*writer)->write(picture, i * microseconds(40ms)));
  std::filesystem::copy_file(folder.file("out.mp4"), folder.file("killed.mp4"));  // as a killed process leaves it
  const auto source = test::open_clip(test::local(folder.file("killed.mp4")));
  ASSERT_TRUE(source);
  EXPECT_GE(test::read_all(*source).frames.size(), 150U);  // 10 s, less what waits in the encoder and 2 s of fragment
}

TEST(VideoWriter, FullDiskIsAnErrorWithThePath) {
  auto writer = VideoWriter::create(options_for("/dev/full"));
  FrameBuffer picture = bars();
  Status status;
  if (!writer) {
    status = std::unexpected(writer.error());
  } else {
    for (int i = 0; i < 200 && status; ++i) status = (*writer)->write(picture, i * microseconds(40ms));
  }
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kResourceExhausted) << status.error().text();
  EXPECT_NE(status.error().message.find("/dev/full"), std::string::npos);
}

TEST(VideoWriter, RefusesWhatDoesNotFit) {
  const test::TemporaryFolder folder;
  EXPECT_FALSE(VideoWriter::create(options_for(folder.file("no/such/folder/out.mp4"))));
  VideoWriterOptions tiny = options_for(folder.file("tiny.mp4"));
  tiny.size = {1, 1};
  EXPECT_EQ(VideoWriter::create(tiny).error().code, ErrorCode::kInvalidArgument);
  const auto writer = VideoWriter::create(options_for(folder.file("out.mp4")));
  FrameBuffer small = bars("64x64");
  EXPECT_EQ((*writer)->write(small, 0us).error().code, ErrorCode::kInvalidArgument);
  FrameBuffer picture = bars();
  ASSERT_TRUE((*writer)->write(picture, 40ms));
  EXPECT_EQ((*writer)->write(picture, 40ms).error().code, ErrorCode::kInvalidArgument);
}

TEST(VideoWriter, OddSizesLoseTheOddLine) {
  const test::TemporaryFolder folder;
  VideoWriterOptions options = options_for(folder.file("odd.mp4"));
  options.size = {65, 33};
  {
    const auto writer = VideoWriter::create(options);
    ASSERT_TRUE(writer);
    FrameBuffer picture = bars("65x33");
    ASSERT_TRUE((*writer)->write(picture, 0us));
  }  // the destructor finishes
  const auto source = test::open_clip(test::local(folder.file("odd.mp4")));
  ASSERT_TRUE(source);
  EXPECT_EQ(source->info().size, (Size{64, 32}));
}

}  // namespace
}  // namespace ow::media
