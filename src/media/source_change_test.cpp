// Cameras that change in mid-stream: size, pixel format; and sources that send garbage.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "media/stub_server.h"
#include "media/test_clips.h"

namespace ow::media {
namespace {

using test::StubServer;

class SourceChange : public ::testing::Test {
 protected:
  /// A second of the pattern, made with `arguments`, as the bytes of a file with that ending.
  std::string clip(const std::string& size, const std::string& arguments, const std::string& ending) {
    const std::string file = folder_.file("part" + std::to_string(parts_++) + ending);
    EXPECT_TRUE(test::ffmpeg("-f lavfi -i testsrc2=s=" + size + ":r=25:d=1 " + arguments + " " + file));
    return test::read_file(file);
  }
  test::Reading read(const std::string& bytes, const std::string& name) {
    test::write_file(folder_.file(name), bytes);
    const auto source = test::open_clip(test::local(folder_.file(name)));
    if (!source) return {};
    auto reading = test::read_all(*source);
    decoder_ = source->info().decoder;
    codec_ = source->info().codec;
    return reading;
  }
  static std::size_t of_size(const test::Reading& reading, Size size) {
    return static_cast<std::size_t>(
        std::ranges::count_if(reading.frames, [size](const FramePtr& frame) { return frame->size() == size; }));
  }
  static void expect_growing_times(const test::Reading& reading) {
    for (std::size_t i = 1; i < reading.frames.size(); ++i) {
      EXPECT_GE(reading.frames[i]->info().pts, reading.frames[i - 1]->info().pts) << i;
      EXPECT_GT(reading.frames[i]->info().sequence, reading.frames[i - 1]->info().sequence) << i;
    }
  }

  test::TemporaryFolder folder_;
  std::string decoder_, codec_;
  int parts_ = 0;
};

constexpr const char* kH264 = "-pix_fmt yuv420p -c:v libx264 -bf 0 -g 25 -f mpegts";

TEST_F(SourceChange, SizeInMidStream) {
  const auto reading = read(clip("320x240", kH264, ".ts") + clip("640x480", kH264, ".ts"), "size.ts");
  EXPECT_TRUE(reading.ended) << reading.error.text();
  EXPECT_GE(of_size(reading, {320, 240}), 24U);
  EXPECT_GE(of_size(reading, {640, 480}), 24U);
  expect_growing_times(reading);
}

TEST_F(SourceChange, PixelFormatInMidStream) {
  // What JPEG cameras do with their quality: 4:2:0, then 4:2:2, then 4:4:4.
  std::string bytes;
  for (const char* format : {"yuvj420p", "yuvj422p", "yuvj444p"}) {
    bytes += clip("320x240", "-c:v mjpeg -pix_fmt " + std::string(format) + " -f mjpeg", ".mjpeg");
  }
  const auto reading = read(bytes, "format.mjpeg");
  EXPECT_TRUE(reading.ended) << reading.error.text();
  ASSERT_EQ(of_size(reading, {320, 240}), 75U);
  const auto& first = *reading.frames[10];
  const auto& last = *reading.frames[60];
  for (int y = 0; y < 240; y += 40) {
    for (int x = 0; x < 320; x += 32) {
      const auto at = [&](const Frame& frame) { return frame.plane(0).data[y * frame.plane(0).stride + x]; };
      EXPECT_NEAR(at(first), at(last), 12) << "the same picture in another format " << x << "," << y;
    }
  }
}

TEST_F(SourceChange, GarbageInMidStreamIsCountedOrSaidAndTheRestComes) {
  std::string noise(200'000, '\0');
  std::uint32_t state = 1;
  for (char& byte : noise) byte = static_cast<char>((state = state * 1664525U + 1013904223U) >> 24);
  const auto reading = read(clip("320x240", kH264, ".ts") + noise + clip("320x240", kH264, ".ts"), "noise.ts");
  EXPECT_TRUE(reading.ended) << reading.error.text();
  EXPECT_GE(reading.frames.size(), 40U);
}

TEST_F(SourceChange, NothingButGarbageFromTheNetIsSaid) {
  std::string noise(400'000, '\0');
  std::uint32_t state = 7;
  for (char& byte : noise) byte = static_cast<char>((state = state * 1664525U + 1013904223U) >> 24);
  for (const char* type : {"video/mp2t", "multipart/x-mixed-replace; boundary=x", "image/jpeg", "video/mp4"}) {
    const StubServer server(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " + std::string(type) + "\r\n\r\n" + noise,
        StubServer::After::kClose);
    const SteadyClock clock;
    SourceOptions options = test::local("http://" + server.address() + "/live");
    auto source = open_source(options, clock, {});
    const Error error = source ? test::read_all(**source).error : source.error();
    EXPECT_NE(error.message, "") << type;
    EXPECT_NE(error.code, ErrorCode::kInternal) << type << ": " << error.text();
  }
}

}  // namespace
}  // namespace ow::media
