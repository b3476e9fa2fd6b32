#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "media/limits.h"
#include "media/stub_server.h"
#include "media/test_clips.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_data.h"

namespace ow::media {
namespace {

using std::chrono::milliseconds;
using test::local;

const std::string kPattern = "-f lavfi -i testsrc2=s=320x240:r=25:d=1 ";

ErrorCode open_error(const std::string& uri, std::string* message = nullptr) {
  const SteadyClock clock;
  auto source = open_source(local(uri), clock, {});
  if (source) return ErrorCode::kInternal;
  if (message != nullptr) *message = source.error().message;
  return source.error().code;
}

std::uint64_t hash(const Frame& frame) {
  std::uint64_t value = 14695981039346656037ULL;
  for (int y = 0; y < frame.size().height; ++y) {
    const std::uint8_t* row = frame.plane(0).data + std::ptrdiff_t{y} * frame.plane(0).stride;
    for (int x = 0; x < frame.size().width; ++x) value = (value ^ row[x]) * 1099511628211ULL;
  }
  return value;
}

TEST(VideoSource, ReadsEveryFrameOfTheSampleClip) {
  OW_TEST_DATA(path, "videos/vtest.avi");
  const auto source = test::open_clip(local(path.string()));
  ASSERT_TRUE(source);
  EXPECT_EQ(source->info().size, (Size{768, 576}));
  EXPECT_EQ(source->info().frame_count, 795);
  EXPECT_NEAR(source->info().frames_per_second, 10, 0.01);
  EXPECT_FALSE(source->info().live);
  int frames = 0;
  for (auto result = source->read({}); result && !std::holds_alternative<EndOfSource>(*result);
       result = source->read({})) {
    const auto* frame = std::get_if<SourceFrame>(&*result);
    ASSERT_NE(frame, nullptr);
    ASSERT_EQ(frame->frame->info().sequence, static_cast<std::uint64_t>(frames));
    ASSERT_EQ(frame->frame->info().pts, milliseconds(100) * frames);
    ASSERT_LE(frame->decode.begin, frame->decode.end);
    ASSERT_EQ(frame->decode.begin, frame->frame->info().capture_time);
    ++frames;
  }
  EXPECT_EQ(frames, 795);
}

TEST(VideoSource, TurnsRotatedVideoUpright) {
  const test::TemporaryFolder folder;
  // White on top of black, then marked "turn by a quarter".
  ASSERT_TRUE(test::ffmpeg("-f lavfi -i color=black:s=64x48:d=0.2,drawbox=0:0:64:24:white:fill -c:v libx264 " +
                           folder.file("up.mp4")));
  const auto luma = [](const Frame& frame, int x, int y) {
    return int{frame.plane(0).data[std::ptrdiff_t{y} * frame.plane(0).stride + x]};
  };
  struct Case {
    int degrees_counter_clockwise;
    Size size;
    std::array<int, 2> white;
  };
  for (const Case& c : {Case{90, {48, 64}, {4, 32}}, Case{180, {64, 48}, {32, 44}}, Case{270, {48, 64}, {44, 32}}}) {
    ASSERT_TRUE(test::ffmpeg("-i " + folder.file("up.mp4") + " -c copy -metadata:s:v:0 rotate=" +
                             std::to_string(c.degrees_counter_clockwise) + " " + folder.file("turned.mp4")));
    const auto source = test::open_clip(local(folder.file("turned.mp4")));
    ASSERT_TRUE(source);
    EXPECT_EQ(source->info().size, c.size);
    const auto reading = test::read_all(*source);
    ASSERT_FALSE(reading.frames.empty());
    const Frame& frame = *reading.frames[0];
    EXPECT_EQ(frame.size(), c.size);
    EXPECT_EQ(frame.info().source_size, c.size);
    EXPECT_GT(luma(frame, c.white[0], c.white[1]), 200) << c.degrees_counter_clockwise;
    EXPECT_LT(luma(frame, c.size.width - 1 - c.white[0], c.size.height - 1 - c.white[1]), 50)
        << c.degrees_counter_clockwise;
  }
}

/// Its reader panicked over a filter, and the process ended.
TEST(VideoSource, ADrawingIsRefusedWhateverOpensIt) {
  const ow::test::TemporaryFolder folder;
  const std::string drawing =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
  for (const char* name : {"a.svg", "a.SVG", "a.svgz", "a.png", "a.xpm"}) {
    std::ofstream(folder / name) << drawing;
    const SteadyClock clock;
    const auto opened = open_source({.uri = (folder / name).string()}, clock, {});
    ASSERT_FALSE(opened) << name;
    EXPECT_EQ(opened.error().code, ErrorCode::kDataLoss) << name << opened.error().text();
  }
  test::StubServer server("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(drawing.size()) +
                              "\r\nConnection: close\r\n\r\n" + drawing,
                          test::StubServer::After::kClose);
  const SteadyClock clock;
  const auto opened = open_source(test::local("http://" + server.address() + "/a.svg"), clock, {});
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("drawings (SVG)"), std::string::npos) << opened.error().text();
}

TEST(VideoSource, OddSizes) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(
      test::ffmpeg("-f lavfi -i testsrc=s=321x239:r=25:d=0.2 -pix_fmt yuv420p -c:v ffv1 " + folder.file("odd.mkv")));
  const auto source = test::open_clip(local(folder.file("odd.mkv")));
  ASSERT_TRUE(source);
  EXPECT_EQ(source->info().size, (Size{321, 239}));
  const auto reading = test::read_all(*source);
  EXPECT_EQ(reading.frames.size(), 5U);
  EXPECT_EQ(reading.frames.at(0)->size(), (Size{321, 239}));
}

TEST(VideoSource, TenBitH264BecomesEight) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(test::ffmpeg(kPattern + "-pix_fmt yuv420p10le -c:v libx264 " + folder.file("ten.mp4")));
  const auto source = test::open_clip(local(folder.file("ten.mp4")));
  ASSERT_TRUE(source);
  const auto reading = test::read_all(*source);
  EXPECT_EQ(reading.frames.size(), 25U);
  EXPECT_EQ(reading.frames.at(0)->format(), PixelFormat::kI420);
}

TEST(VideoSource, VariableRateKeepsItsTimes) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(test::ffmpeg(kPattern +
                           "-vf \"setpts='(N+floor(N/5)*10)/25/TB'\" -vsync vfr -pix_fmt yuv420p -c:v libx264 -bf 2 " +
                           folder.file("vfr.mp4")));
  const auto source = test::open_clip(local(folder.file("vfr.mp4")));
  ASSERT_TRUE(source);
  const auto reading = test::read_all(*source);
  ASSERT_EQ(reading.frames.size(), 25U);
  for (int n = 0; n < 25; ++n) {
    EXPECT_NEAR(static_cast<double>(reading.frames[static_cast<std::size_t>(n)]->info().pts.count()),
                40'000.0 * (n + n / 5 * 10), 200);
  }
}

TEST(VideoSource, InterlacedVideoLosesItsCombsAndNoFrame) {
  const test::TemporaryFolder folder;
  // Lines move by 8 pixels a field: a comb of 8 columns where the fields are woven.
  ASSERT_TRUE(
      test::ffmpeg("-f lavfi -i color=black:s=320x240:r=50:d=1,drawbox=x=40:y=0:w=60:h=240:color=white:t=fill,"
                   "scroll=horizontal=-0.025 -vf tinterlace=interleave_top,fieldorder=tff -pix_fmt yuv420p "
                   "-c:v libx264 -qp 4 -flags +ildct+ilme -top 1 " +
                   folder.file("woven.mkv")));
  const auto source = test::open_clip(local(folder.file("woven.mkv")));
  ASSERT_TRUE(source);
  const auto reading = test::read_all(*source);
  ASSERT_EQ(reading.frames.size(), 25U);
  const Frame& frame = *reading.frames[10];
  int combed = 0;
  for (int x = 0; x < 320; ++x) {
    const std::uint8_t* at = frame.plane(0).data + std::ptrdiff_t{100} * frame.plane(0).stride + x;
    if (std::abs(at[0] - at[frame.plane(0).stride]) > 100) ++combed;
  }
  EXPECT_LE(combed, 2);
  for (std::size_t i = 1; i < 25; ++i) {
    EXPECT_EQ(reading.frames[i]->info().pts - reading.frames[i - 1]->info().pts, milliseconds(40)) << i;
  }
}

TEST(VideoSource, RefusesWithPlainWords) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(test::ffmpeg("-f lavfi -i sine=d=0.2 " + folder.file("sound.m4a")));
  test::write_file(folder.file("text.mp4"), "This is a text and no video.\n");
  test::write_file(folder.file("empty.mp4"), "");
  std::string message;
  EXPECT_EQ(open_error(folder.file("sound.m4a"), &message), ErrorCode::kUnsupported);
  EXPECT_NE(message.find("only sound"), std::string::npos) << message;
  EXPECT_EQ(open_error(folder.file("text.mp4"), &message), ErrorCode::kDataLoss);
  EXPECT_NE(message.find("text.mp4"), std::string::npos) << message;
  EXPECT_EQ(open_error(folder.file("empty.mp4")), ErrorCode::kDataLoss);
  EXPECT_EQ(open_error(folder.file("missing.mp4")), ErrorCode::kNotFound);
  EXPECT_EQ(open_error("/dev/video99"), ErrorCode::kNotFound);
}

TEST(VideoSource, CoverPictureIsNoVideo) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(
      test::ffmpeg("-f lavfi -i sine=d=0.2 -f lavfi -i color=red:s=64x64:d=0.04 -map 0 -map 1 -c:v mjpeg "
                   "-disposition:v:0 attached_pic " +
                   folder.file("song.mp3")));
  EXPECT_EQ(open_error(folder.file("song.mp3")), ErrorCode::kUnsupported);
}

TEST(VideoSource, LocalPlaylistOpensNothing) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(test::ffmpeg(kPattern + "-c:v libx264 " + folder.file("secret.ts")));
  test::write_file(folder.file("list.m3u8"),
                   "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.ts\n#EXT-X-ENDLIST\n");
  test::write_file(folder.file("list.ffconcat"), "ffconcat version 1.0\nfile secret.ts\n");
  EXPECT_NE(open_error(folder.file("list.m3u8")), ErrorCode::kInternal);
  EXPECT_NE(open_error(folder.file("list.ffconcat")), ErrorCode::kInternal);
}

TEST(VideoSource, CutOffFileEndsAndDeliversWhatIsThere) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(test::ffmpeg(kPattern + "-c:v libx264 -g 5 -bf 0 -f mpegts " + folder.file("whole.ts")));
  const std::string whole = test::read_file(folder.file("whole.ts"));
  test::write_file(folder.file("cut.ts"), whole.substr(0, whole.size() / 2));
  const auto source = test::open_clip(local(folder.file("cut.ts")));
  ASSERT_TRUE(source);
  const auto reading = test::read_all(*source);
  EXPECT_TRUE(reading.ended) << reading.error.text();
  EXPECT_GT(reading.frames.size(), 3U);
  EXPECT_LT(reading.frames.size(), 25U);
}

TEST(VideoSource, DamagedH264IsCountedAndNotDelivered) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(test::ffmpeg(kPattern + "-c:v libx264 -g 5 -bf 0 -f h264 " + folder.file("clean.h264")));
  std::string bytes = test::read_file(folder.file("clean.h264"));
  for (std::size_t at = bytes.size() / 3; at < bytes.size() * 2 / 3; at += 211)
    bytes[at] = static_cast<char>(bytes[at] ^ 0x5a);
  test::write_file(folder.file("damaged.h264"), bytes);
  const auto source = test::open_clip(local(folder.file("damaged.h264")));
  ASSERT_TRUE(source);
  const auto reading = test::read_all(*source);
  EXPECT_TRUE(reading.ended);
  EXPECT_GT(reading.corrupt, 0);
  EXPECT_GT(reading.frames.size(), 5U);
  EXPECT_LT(reading.frames.size(), 25U);
}

TEST(VideoSource, FramesBeforeTheFirstKeyFrameAreCorrupt) {
  const test::TemporaryFolder folder;
  for (const std::string codec : {"libx264", "mpeg4", "mpeg2video"}) {
    ASSERT_TRUE(test::ffmpeg(kPattern + "-pix_fmt yuv420p -c:v " + codec +
                             " -g 10 -keyint_min 10 -sc_threshold 0 -bf 0 " + folder.file("all.nut")));
    // Without its first packet the group of pictures starts in the middle.
    ASSERT_TRUE(test::ffmpeg("-i " + folder.file("all.nut") + " -c copy -copyinkf -bsf:v noise=drop='lt(n\\,3)' " +
                             folder.file("headless.nut")));
    const auto source = test::open_clip(local(folder.file("headless.nut")));
    ASSERT_TRUE(source);
    const auto reading = test::read_all(*source);
    EXPECT_TRUE(reading.corrupt > 0 || codec == "mpeg2video") << codec;  // that decoder keeps them to itself
    EXPECT_EQ(reading.frames.size(), 15U) << codec;
  }
}

TEST(VideoSource, RewindGoesOnWithTimesAndSequence) {
  const test::TemporaryFolder folder;
  for (const std::string name : {"a.mp4", "a.mkv", "a.avi", "a.ts", "a.h264", "a.gif"}) {
    const std::string codec = name == "a.gif" ? "" : "-pix_fmt yuv420p -c:v libx264 ";
    ASSERT_TRUE(test::ffmpeg(kPattern + codec + folder.file(name)));
    const auto source = test::open_clip(local(folder.file(name)));
    ASSERT_TRUE(source) << name;
    const auto first = test::read_all(*source);
    ASSERT_TRUE(source->rewind()) << name;
    const auto second = test::read_all(*source);
    ASSERT_EQ(first.frames.size(), 25U) << name;
    ASSERT_EQ(second.frames.size(), 25U) << name;
    EXPECT_EQ(second.frames[0]->info().sequence, 25U) << name;
    EXPECT_GT(second.frames[0]->info().pts, first.frames[24]->info().pts) << name;
    for (std::size_t i = 0; i < 25; ++i) EXPECT_EQ(hash(*first.frames[i]), hash(*second.frames[i])) << name << " " << i;
  }
}

TEST(VideoSource, SoftwareDecodingPassesPlanesWithoutACopyAndSaysSo) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(test::ffmpeg(kPattern + "-pix_fmt yuv420p -c:v libx264 " + folder.file("a.mp4")));
  SourceOptions options = local(folder.file("a.mp4"));
  const auto source = test::open_clip(options);
  ASSERT_TRUE(source);
  EXPECT_EQ(source->info().decoder, "h264 (software)");
  options.hardware_decode = true;  // must work on every machine, whatever it has
  const auto hardware = test::open_clip(options);
  ASSERT_TRUE(hardware);
  EXPECT_EQ(test::read_all(*hardware).frames.size(), 25U);
  EXPECT_TRUE(hardware->info().decoder.starts_with("h264 ("));
}

TEST(VideoSource, SeveralThreadsDecodeTheSame) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(test::ffmpeg(kPattern + "-pix_fmt yuv420p -c:v libx264 " + folder.file("a.mp4")));
  SourceOptions options = local(folder.file("a.mp4"));
  const auto one = test::open_clip(options);
  options.decode_threads = 3;
  const auto three = test::open_clip(options);
  const auto a = test::read_all(*one);
  const auto b = test::read_all(*three);
  ASSERT_EQ(a.frames.size(), 25U);
  ASSERT_EQ(b.frames.size(), 25U);
  for (std::size_t i = 0; i < 25; ++i) EXPECT_EQ(hash(*a.frames[i]), hash(*b.frames[i]));
}

TEST(VideoSource, StoppedReadIsCancelled) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(test::ffmpeg(kPattern + "-c:v libx264 " + folder.file("a.mp4")));
  const auto source = test::open_clip(local(folder.file("a.mp4")));
  ASSERT_TRUE(source);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(source->read(stop.get_token()).error().code, ErrorCode::kCancelled);
}

/// The four bytes at `at` as a big-endian number, as MP4 has them.
void put(std::string& bytes, std::size_t at, std::uint32_t number) {
  for (std::size_t i = 0; i < 4; ++i) bytes.at(at + i) = static_cast<char>(number >> (24 - 8 * i));
}

/// Each may have an index that is just small enough.
TEST(VideoSource, AFileHasTheTracksThatAreAllowedAndNoMore) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(test::ffmpeg("-f lavfi -i testsrc=s=64x48:r=25 -t 0.2 -c:v libx264 '" + folder.file("one.mp4") + "'"));
  std::string maps;
  for (int track = 0; track < kTracksMax; ++track) maps += " -map 0:v";
  const std::string copy = "-i '" + folder.file("one.mp4") + "'" + maps;
  ASSERT_TRUE(test::ffmpeg(copy + " -c copy '" + folder.file("most.mp4") + "'"));
  ASSERT_TRUE(test::ffmpeg(copy + " -map 0:v -c copy '" + folder.file("more.mp4") + "'"));
  EXPECT_TRUE(test::open_clip(local(folder.file("most.mp4"))));
  const Error error = test::cost_of(local(folder.file("more.mp4"))).error;
  EXPECT_EQ(error.code, ErrorCode::kResourceExhausted);
  EXPECT_NE(error.message.find("64 tracks"), std::string::npos) << error.message;
}

TEST(VideoSource, AnIndexOfMillionsOfFramesTakesNoEndlessMemory) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(test::ffmpeg("-f lavfi -i testsrc=s=64x48:r=25 -t 1 -c:v libx264 -g 1 '" + folder.file("v.mp4") + "'"));
  std::string bytes = test::read_file(folder.file("v.mp4"));
  constexpr std::uint32_t kFrames = 80'000'000;
  put(bytes, bytes.find("stsz") + 8, 1);  // bytes of each frame
  put(bytes, bytes.find("stsz") + 12, kFrames);
  put(bytes, bytes.find("stsc") + 16, kFrames);  // in the first chunk
  put(bytes, bytes.find("stts") + 12, kFrames);
  test::write_file(folder.file("millions.mp4"), bytes);
  const test::Cost cost = test::cost_of(local(folder.file("millions.mp4")));
  EXPECT_LT(cost.memory_bytes, test::kMemoryBytesMax);
  EXPECT_NE(cost.error.message.find("no picture in it"), std::string::npos) << cost.error.message;
}

}  // namespace
}  // namespace ow::media
