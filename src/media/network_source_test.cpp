#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "media/stub_server.h"
#include "media/test_clips.h"

namespace ow::media {
namespace {

using namespace std::chrono_literals;
using test::StubServer;

std::string http(const std::string& status, const std::string& body, const std::string& headers = {}) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n" +
         headers + "\r\n" + body;
}

Error open_error(const SourceOptions& options, std::stop_token stop = {}) {
  const SteadyClock clock;
  auto source = open_source(options, clock, std::move(stop));
  EXPECT_FALSE(source);
  return source ? Error{} : source.error();
}

class SilentServer : public ::testing::TestWithParam<const char*> {};

TEST_P(SilentServer, StopEndsABlockedOpen) {
  StubServer server("", StubServer::After::kStaySilent);
  std::stop_source stop;
  const std::jthread stopper([&] {
    server.wait_for_request();
    stop.request_stop();
  });
  SourceOptions options = test::local(GetParam() + server.address() + "/live");
  options.open_timeout = 60s;
  EXPECT_EQ(open_error(options, stop.get_token()).code, ErrorCode::kCancelled);
}

TEST_P(SilentServer, OpenEndsAtItsDeadline) {
  const StubServer server("", StubServer::After::kStaySilent);
  SourceOptions options = test::local(GetParam() + server.address() + "/live");
  options.open_timeout = 300ms;
  const Error error = open_error(options);
  EXPECT_EQ(error.code, ErrorCode::kDeadlineExceeded) << error.text();
}

TEST_P(SilentServer, RefusedConnectionIsSaid) {
  const Error error =
      open_error(test::local(GetParam() + std::string("user:hunter2@") + test::closed_address() + "/live"));
  EXPECT_EQ(error.code, ErrorCode::kUnavailable);
  EXPECT_NE(error.message.find("refused"), std::string::npos) << error.message;
  EXPECT_EQ(error.message.find("hunter2"), std::string::npos) << error.message;
}

INSTANTIATE_TEST_SUITE_P(Schemes, SilentServer, ::testing::Values("http://", "rtsp://"));

TEST(NetworkSource, HttpStatusInWords) {
  const StubServer missing(http("404 Not Found", ""), StubServer::After::kClose);
  EXPECT_EQ(open_error(test::local("http://" + missing.address() + "/a.mp4")).code, ErrorCode::kNotFound);
  const StubServer locked(http("401 Unauthorized", ""), StubServer::After::kClose);
  const Error error = open_error(test::local("http://" + locked.address() + "/a.mp4"));
  EXPECT_EQ(error.code, ErrorCode::kPermissionDenied);
  EXPECT_NE(error.message.find("password"), std::string::npos) << error.message;
}

/// What endless senders send: a header, and a kilobyte that comes again and again.
struct Endless {
  const char* type;
  std::string begin, repeated, words;
};

TEST(NetworkSource, WhatNeverEndsTakesNoEndlessMemory) {
  const std::string jpeg = "\xFF\xD8\xFF\xE0" + std::string("\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", 16);
  const std::string part = "--b\r\nContent-Type: image/jpeg\r\nContent-Length: 2000000000\r\n\r\n" + jpeg;
  std::string lines;
  while (lines.size() < 1024) lines += "#EXTINF:1,\nx.ts\n";
  const std::string bytes(1024, '\x55');
  for (const Endless& each : {Endless{"multipart/x-mixed-replace;boundary=b", part, bytes, "64 MB without a picture"},
                              Endless{"image/jpeg", jpeg, bytes, "64 MB without a picture"},
                              Endless{"application/vnd.apple.mpegurl", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n", lines,
                                      "playlist of more than 8 MB"}}) {
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(each.type) + "\r\n\r\n";
    const StubServer server(head + each.begin + each.repeated, StubServer::After::kRepeat);
    const test::Cost cost = test::cost_of(test::local("http://" + server.address() + "/live"));
    EXPECT_NE(cost.error.message.find(each.words), std::string::npos) << each.type << ": " << cost.error.message;
    EXPECT_LT(cost.memory_bytes, test::kMemoryBytesMax) << each.type;
  }
}

TEST(NetworkSource, AnAnnouncedLengthOfRtspTakesNoMemory) {
  const StubServer server("RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 2000000000\r\n\r\n" + std::string(1024, 'x'),
                          StubServer::After::kRepeat);
  SourceOptions options = test::local("rtsp://" + server.address() + "/live");
  options.open_timeout = 2s;
  const test::Cost cost = test::cost_of(options);
  EXPECT_LT(cost.memory_bytes, test::kMemoryBytesMax);
  EXPECT_FALSE(cost.error.message.empty());
}

TEST(NetworkSource, RtspStatusInWords) {
  const StubServer locked("RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n\r\n", StubServer::After::kStaySilent);
  EXPECT_EQ(open_error(test::local("rtsp://" + locked.address() + "/live")).code, ErrorCode::kPermissionDenied);
  const StubServer missing("RTSP/1.0 404 Not Found\r\nCSeq: 1\r\n\r\n", StubServer::After::kStaySilent);
  EXPECT_EQ(open_error(test::local("rtsp://" + missing.address() + "/live")).code, ErrorCode::kNotFound);
}

TEST(NetworkSource, UnknownTransportIsNamed) {
  SourceOptions options = test::local("rtsp://127.0.0.1:1/live");
  options.rtsp_transport = "carrier pigeon";
  EXPECT_EQ(open_error(options).place, "rtsp_transport");
}

class HttpClip : public ::testing::Test {
 protected:
  std::string clip(const std::string& arguments, const std::string& name) {
    EXPECT_TRUE(test::ffmpeg("-f lavfi -i testsrc2=s=320x240:r=25:d=1 -pix_fmt yuv420p -c:v libx264 " + arguments +
                             " " + folder_.file(name)));
    return test::read_file(folder_.file(name));
  }
  test::TemporaryFolder folder_;
};

TEST_F(HttpClip, FileWithALengthIsReadToItsEnd) {
  const StubServer server(http("200 OK", clip("-movflags faststart", "a.mp4")), StubServer::After::kClose);
  const auto source = test::open_clip(test::local("http://" + server.address() + "/a.mp4"));
  ASSERT_TRUE(source);
  EXPECT_FALSE(source->info().live);
  const auto reading = test::read_all(*source);
  EXPECT_TRUE(reading.ended) << reading.error.text();
  EXPECT_EQ(reading.frames.size(), 25U);
}

TEST_F(HttpClip, EndOfALiveStreamIsAnError) {
  const StubServer server("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + clip("-f mpegts", "a.ts"),
                          StubServer::After::kClose);
  const auto source = test::open_clip(test::local("http://" + server.address() + "/live"));
  ASSERT_TRUE(source);
  EXPECT_TRUE(source->info().live);
  EXPECT_EQ(source->rewind().error().code, ErrorCode::kUnsupported);
  const auto reading = test::read_all(*source);
  EXPECT_EQ(reading.frames.size(), 25U);
  EXPECT_EQ(reading.error.code, ErrorCode::kUnavailable);
}

TEST_F(HttpClip, SilenceOfALiveStreamIsAnError) {
  const StubServer server("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + clip("-f mpegts", "a.ts"),
                          StubServer::After::kStaySilent);
  SourceOptions options = test::local("http://" + server.address() + "/live");
  options.silence_timeout = 300ms;
  options.open_timeout = 2s;
  const SteadyClock clock;
  auto source = open_source(options, clock, {});
  // The look at the stream may already meet the silence; either way it is the deadline that ends it.
  const Error error = source ? test::read_all(**source).error : source.error();
  EXPECT_EQ(error.code, ErrorCode::kDeadlineExceeded) << error.text();
}

TEST_F(HttpClip, PlaylistFromTheNetOpensNoLocalFile) {
  clip("-f mpegts", "secret.ts");
  const std::string list =
      "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://" + folder_.file("secret.ts") + "\n#EXT-X-ENDLIST\n";
  const StubServer server(http("200 OK", list, "Content-Type: application/vnd.apple.mpegurl\r\n"),
                          StubServer::After::kClose);
  EXPECT_NE(open_error(test::local("http://" + server.address() + "/list.m3u8")).code, ErrorCode::kInternal);
}

}  // namespace
}  // namespace ow::media
