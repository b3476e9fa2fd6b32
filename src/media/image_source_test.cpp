#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "media/image_list.h"
#include "media/test_clips.h"
#include "tests/support/test_data.h"

namespace ow::media {
namespace {

using test::local;

/// `count` pictures n.jpg, each 32 + 2n pixels wide.
void make_pictures(const test::TemporaryFolder& folder, int count) {
  for (int n = 1; n <= count; ++n) {
    ASSERT_TRUE(test::ffmpeg("-f lavfi -i testsrc2=s=" + std::to_string(32 + 2 * n) + "x32:d=0.04 -frames:v 1 " +
                             folder.file(std::to_string(n) + ".jpg")));
  }
}

std::vector<int> widths(const test::Reading& reading) {
  std::vector<int> out;
  for (const FramePtr& frame : reading.frames) out.push_back(frame->size().width);
  return out;
}

TEST(ImageList, NaturalOrder) {
  EXPECT_TRUE(natural_less("2.jpg", "10.jpg"));
  EXPECT_FALSE(natural_less("10.jpg", "2.jpg"));
  EXPECT_TRUE(natural_less("a1b10", "a1b11"));
  EXPECT_TRUE(natural_less("a009", "a10"));
  EXPECT_TRUE(natural_less("a", "a1"));
  EXPECT_NE(natural_less("01", "1"), natural_less("1", "01"));
  EXPECT_FALSE(natural_less("x", "x"));
}

TEST(ImageSource, FolderInNaturalOrderAtItsOwnSizes) {
  const test::TemporaryFolder folder;
  make_pictures(folder, 11);
  test::write_file(folder.file("notes.txt"), "not a picture");
  const auto source = test::open_clip(local(folder.path().string()));
  ASSERT_TRUE(source);
  EXPECT_EQ(source->info().frame_count, 11);
  EXPECT_EQ(source->info().codec, "mjpeg");
  const auto reading = test::read_all(*source);
  EXPECT_EQ(widths(reading), (std::vector<int>{34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54}));
  EXPECT_EQ(reading.frames[3]->info().pts, std::chrono::milliseconds(120));
  EXPECT_TRUE(reading.ended);
  ASSERT_TRUE(source->rewind());
  EXPECT_EQ(test::read_all(*source).frames.at(0)->info().sequence, 11U);
}

TEST(ImageSource, GlobAndBrokenPicture) {
  const test::TemporaryFolder folder;
  make_pictures(folder, 3);
  test::write_file(folder.file("2.jpg"), "no jpeg at all");
  const auto source = test::open_clip(local(folder.file("[0-9].jpg")));
  ASSERT_TRUE(source);
  const auto reading = test::read_all(*source);
  EXPECT_EQ(widths(reading), (std::vector<int>{34, 38}));
  EXPECT_EQ(reading.corrupt, 1);
  EXPECT_EQ(reading.frames[1]->info().sequence, 2U);
}

TEST(ImageSource, ClearErrors) {
  const test::TemporaryFolder folder;
  const SteadyClock clock;
  EXPECT_EQ(open_source(local(folder.path().string()), clock, {}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(open_source(local(folder.file("*.png")), clock, {}).error().code, ErrorCode::kNotFound);
  test::write_file(folder.file("a.png"), "not a picture either");
  const auto broken = open_source(local(folder.file("a.png")), clock, {});
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::kDataLoss) << broken.error().text();
  EXPECT_NE(broken.error().message.find("a.png"), std::string::npos);
}

TEST(ImageSource, CutOffPictureIsCorrupt) {
  OW_TEST_DATA(path, "images/bus.jpg");
  const test::TemporaryFolder folder;
  const std::string bytes = test::read_file(path.string());
  test::write_file(folder.file("1.jpg"), bytes);
  test::write_file(folder.file("2.jpg"), bytes.substr(0, bytes.size() / 2));
  const auto source = test::open_clip(local(folder.path().string()));
  ASSERT_TRUE(source);
  const auto reading = test::read_all(*source);
  EXPECT_EQ(reading.frames.size(), 1U);
  EXPECT_EQ(reading.corrupt, 1);
}

TEST(ImageSource, PhotographIsFullRange601) {
  OW_TEST_DATA(path, "images/bus.jpg");
  const auto source = test::open_clip(local(path.string()));
  ASSERT_TRUE(source);
  const auto reading = test::read_all(*source);
  ASSERT_EQ(reading.frames.size(), 1U);
  EXPECT_EQ(reading.frames[0]->size(), (Size{810, 1080}));
  EXPECT_EQ(reading.frames[0]->info().matrix, ColourMatrix::kBt601);
  EXPECT_EQ(reading.frames[0]->info().range, ColourRange::kFull);
}

TEST(ImageSource, ExifTurnsAPhotograph) {
  const test::TemporaryFolder folder;
  make_pictures(folder, 1);
  std::string jpeg = test::read_file(folder.file("1.jpg"));
  // An APP1 segment after the start marker: big-endian TIFF with the one tag 0x0112 = 6 (turn 90 degrees clockwise).
  const std::string exif(
      "\xff\xe1\x00\x22"
      "Exif\0\0"
      "MM\0*\0\0\0\x08"
      "\0\x01"
      "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
      "\0\0\0\0",
      36);
  jpeg.insert(2, exif);
  test::write_file(folder.file("1.jpg"), jpeg);
  const auto source = test::open_clip(local(folder.file("1.jpg")));
  ASSERT_TRUE(source);
  EXPECT_EQ(source->info().size, (Size{32, 34}));
  EXPECT_EQ(test::read_all(*source).frames.at(0)->size(), (Size{32, 34}));
}

}  // namespace
}  // namespace ow::media
