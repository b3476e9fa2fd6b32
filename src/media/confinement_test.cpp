// Sources that try to make libav open something else: what a file or an answer refers to is not followed.
#include <gtest/gtest.h>

#include <array>

#include "media/stub_server.h"
#include "media/test_clips.h"

namespace ow::media {
namespace {

using test::StubServer;
using test::TemporaryFolder;
using test::write_file;

class MediaConfinementTest : public testing::Test {
 protected:
  MediaConfinementTest() {
    std::filesystem::create_directories(folder_.file("media"));
    std::filesystem::create_directories(folder_.file("outside"));
    access_ = std::make_shared<const Access>(
        AccessOptions{.confinement = Confinement::kRoots, .media_roots = {folder_.file("media")}});
  }
  Result<std::unique_ptr<Source>> open(const std::string& uri, std::shared_ptr<const Access> access) {
    SourceOptions options = test::local(uri);
    options.access = std::move(access);
    return open_source(options, clock_, {});
  }
  /// Neither a confined workflow nor the command line gets a picture out of it.
  void expect_refused(const std::string& name, const std::string& content) {
    write_file(folder_.file("media/" + name), content);
    for (const auto& access : {access_, std::shared_ptr<const Access>()}) {
      const auto source = open(folder_.file("media/" + name), access);
      EXPECT_FALSE(source) << name;
    }
  }

  /// A server's answer: an HLS playlist of these lines.
  static std::string playlist(const std::string& lines) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.apple.mpegurl\r\n\r\n#EXTM3U\n#EXT-X-TARGETDURATION:1\n" +
           lines + "#EXT-X-ENDLIST\n";
  }

  /// The access of a server that listens where this one does.
  static std::shared_ptr<const Access> access_of(const StubServer& own) {
    const auto access = std::make_shared<Access>(AccessOptions{.confinement = Confinement::kRoots});
    const std::string address = own.address();
    access->set_own_port(static_cast<std::uint16_t>(std::stoi(address.substr(address.find(':') + 1))));
    return access;
  }

  TemporaryFolder folder_;
  SteadyClock clock_;
  std::shared_ptr<const Access> access_;
};

TEST_F(MediaConfinementTest, AFileThatNamesOtherFilesIsNotOpened) {
  const std::string clip = folder_.file("outside/clip.ts");
  ASSERT_TRUE(test::ffmpeg("-f lavfi -i testsrc=size=64x48:rate=10:duration=1 -c:v mpeg2video " + clip));
  ASSERT_TRUE(open(clip, {}));
  const std::string list = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + clip + "\n#EXT-X-ENDLIST\n";
  expect_refused("list.m3u8", list);
  expect_refused("list.mp4", list);
  expect_refused("list.ffconcat", "ffconcat version 1.0\nfile '" + clip + "'\n");
  expect_refused("concat.txt", "ffconcat version 1.0\nfile " + clip + "\n");
  expect_refused("dash.mpd",
                 "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" "
                 "type=\"static\"><Period><AdaptationSet mimeType=\"video/mp2t\">"
                 "<Representation id=\"1\" bandwidth=\"1\"><BaseURL>file://" +
                     clip + "</BaseURL></Representation></AdaptationSet></Period></MPD>");
  expect_refused("cast.sdp",
                 "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 "
                 "H264/90000\n");
}

TEST_F(MediaConfinementTest, TextIsNotDrawn) {
  // libav has a demuxer that renders a text file as video: it would show any file or answer as a picture.
  for (const char* name : {"secret.txt", "secret.nfo", "secret.ans", "secret.avi"})
    expect_refused(name, "root:x:0:0:root:/root:/bin/bash\n");
  const StubServer metadata("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\naccess key\n",
                            StubServer::After::kClose);
  EXPECT_FALSE(open("http://" + metadata.address() + "/credentials.txt", access_));
}

TEST_F(MediaConfinementTest, OddNamesAreNamesAndNothingElse) {
  ASSERT_TRUE(
      test::ffmpeg("-f lavfi -i testsrc=size=64x48:rate=1:duration=1 -frames:v 1 " + folder_.file("outside/1.jpg")));
  const std::string picture = test::read_file(folder_.file("outside/1.jpg"));
  for (const char* name : {"a%d.jpg", "a%03d.jpg", "concat:x.jpg", "a|b.jpg"}) {
    write_file(folder_.file("media/" + std::string(name)), picture);
    const auto source = open(folder_.file("media/" + std::string(name)), access_);
    EXPECT_TRUE(source) << name << ": " << source.error().text();
  }
  for (const std::string& uri :
       {"concat:" + folder_.file("outside/1.jpg"), "file:" + folder_.file("outside/1.jpg"),
        "subfile,,start,0,end,0,,:" + folder_.file("outside/1.jpg"), "crypto:" + folder_.file("outside/1.jpg"),
        std::string("data:image/jpeg;base64,AAAA"), std::string("pipe:0"), std::string("fd:0"), std::string("tee:x"),
        std::string("lavfi"), "async:file:" + folder_.file("outside/1.jpg"), std::string("gopher://h/x"),
        std::string("ftp://h/x"), std::string("smb://h/x"), std::string("udp://127.0.0.1:1"),
        "concat://" + folder_.file("outside/1.jpg"), "subfile://" + folder_.file("outside/1.jpg"),
        "cache:file:" + folder_.file("outside/1.jpg")}) {
    EXPECT_FALSE(open(uri, access_)) << uri;
    EXPECT_FALSE(open(uri, {})) << uri;
  }
}

TEST_F(MediaConfinementTest, LinksOutOfTheRootAreNotFollowedByFoldersAndPatternsEither) {
  ASSERT_TRUE(
      test::ffmpeg("-f lavfi -i testsrc=size=64x48:rate=1:duration=1 -frames:v 1 " + folder_.file("outside/1.jpg")));
  std::filesystem::create_symlink(folder_.file("outside/1.jpg"), folder_.file("media/1.jpg"));
  EXPECT_TRUE(open(folder_.file("media/1.jpg"), {}));
  for (const char* uri : {"media/1.jpg", "media", "media/*.jpg", "outside/1.jpg"}) {
    const auto source = open(folder_.file(uri), access_);
    ASSERT_FALSE(source) << uri;
    EXPECT_EQ(source.error().code, ErrorCode::kPermissionDenied) << source.error().text();
  }
}

TEST_F(MediaConfinementTest, ANetworkPlaylistOpensNoFileAndNoForbiddenHost) {
  const std::string clip = folder_.file("media/clip.ts");
  ASSERT_TRUE(test::ffmpeg("-f lavfi -i testsrc=size=64x48:rate=10:duration=1 -c:v mpeg2video " + clip));
  for (const std::string& target : {clip, "file://" + clip, "file:" + clip, std::string("http://169.254.169.254/x.ts"),
                                    "concat:" + clip, "subfile,,start,0,end,0,,:" + clip}) {
    const StubServer server(playlist("#EXTINF:1,\n" + target + "\n"), StubServer::After::kClose);
    EXPECT_FALSE(open("http://" + server.address() + "/list.m3u8", access_)) << target;
  }
}

TEST_F(MediaConfinementTest, APlaylistOfAllowedAddressesPlays) {
  const std::string clip = folder_.file("outside/clip.ts");
  ASSERT_TRUE(test::ffmpeg("-f lavfi -i testsrc=size=64x48:rate=10:duration=1 -c:v mpeg2video " + clip));
  const StubServer parts("HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n\r\n" + test::read_file(clip),
                         StubServer::After::kClose);
  const StubServer server(playlist("#EXTINF:1,\nhttp://" + parts.address() + "/x.ts\n"), StubServer::After::kClose);
  const auto source = open("http://" + server.address() + "/list.m3u8", access_);
  ASSERT_TRUE(source) << source.error().text();
  const auto read = (*source)->read({});
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_GE(parts.connections(), 1);
}

TEST_F(MediaConfinementTest, APlaylistDoesNotReachTheServerItself) {
  for (const char* spelling :
       {"http://", "http:", "http:/", "httpproxy://", "tcp://", "crypto+http://", "crypto:http://"}) {
    for (const char* tag : {"#EXTINF:1,\n", "#EXT-X-MAP:URI=", "#EXT-X-KEY:METHOD=AES-128,URI="}) {
      const StubServer own("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", StubServer::After::kClose);
      const auto access = access_of(own);
      const bool entry = std::string_view(tag).ends_with('\n');
      const std::string target = spelling + own.address() + "/x.ts";
      const std::string list = tag + (entry ? target + "\n" : "\"" + target + "\"\n#EXTINF:1,\nx.ts\n");
      const StubServer server(playlist(list), StubServer::After::kClose);
      EXPECT_FALSE(open("http://" + server.address() + "/list.m3u8", access)) << target;
      EXPECT_EQ(own.connections(), 0) << tag << target;
    }
  }
}

TEST_F(MediaConfinementTest, ARedirectionToTheServerItselfShowsNothing) {
  const std::string clip = folder_.file("media/clip.avi");
  ASSERT_TRUE(test::ffmpeg("-f lavfi -i testsrc=size=64x48:rate=10:duration=1 -c:v mjpeg " + clip));
  const StubServer own("HTTP/1.1 200 OK\r\nContent-Type: video/avi\r\n\r\n" + test::read_file(clip),
                       StubServer::After::kClose);
  const StubServer elsewhere("HTTP/1.1 302 Found\r\nLocation: http://" + own.address() + "/own.avi\r\n\r\n",
                             StubServer::After::kClose);
  EXPECT_TRUE(open("http://" + elsewhere.address() + "/x.avi", access_));
  const auto access = access_of(own);
  const auto source = open("http://" + elsewhere.address() + "/x.avi", access);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kPermissionDenied) << source.error().text();
}

TEST_F(MediaConfinementTest, NorDoesTheRedirectionOfAPlaylistsEntry) {
  const std::string clip = folder_.file("media/clip.ts");
  ASSERT_TRUE(test::ffmpeg("-f lavfi -i testsrc=size=64x48:rate=10:duration=1 -c:v mpeg2video " + clip));
  const StubServer own("HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n\r\n" + test::read_file(clip),
                       StubServer::After::kClose);
  const StubServer elsewhere("HTTP/1.1 302 Found\r\nLocation: http://" + own.address() + "/own.ts\r\n\r\n",
                             StubServer::After::kClose);
  const StubServer server(playlist("#EXTINF:1,\nhttp://" + elsewhere.address() + "/x.ts\n"), StubServer::After::kClose);
  EXPECT_TRUE(open("http://" + server.address() + "/list.m3u8", access_));
  const auto access = access_of(own);
  EXPECT_FALSE(open("http://" + server.address() + "/list.m3u8", access));
}

TEST_F(MediaConfinementTest, APictureThatDeclaresTooManyPixelsIsRefusedBeforeMemoryIsTaken) {
  // 16,384 x 16,384: each side alone is allowed.
  const std::string gif("GIF89a\0\x40\0\x40\0\0\0,\0\0\0\0\0\x40\0\x40\0\2\2\x44\1\0;", 30);
  write_file(folder_.file("media/bomb.gif"), gif);
  const auto source = open(folder_.file("media/bomb.gif"), access_);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kDataLoss) << source.error().text();
  write_file(folder_.file("media/bomb.ppm"), "P6 65535 65535 255\n" + std::string(1000, 'x'));
  EXPECT_FALSE(open(folder_.file("media/bomb.ppm"), access_));
  // A video whose container tells a small size and whose pictures do not.
  ASSERT_TRUE(
      test::ffmpeg("-f lavfi -i testsrc=size=64x48:rate=10:duration=1 -c:v mjpeg " + folder_.file("media/bomb.avi")));
  std::string bytes = test::read_file(folder_.file("media/bomb.avi"));
  for (std::size_t at = bytes.find("\xff\xc0"); at != std::string::npos; at = bytes.find("\xff\xc0", at + 9)) {
    for (std::size_t i = 5; i < 9; ++i) bytes[at + i] = i % 2 == 1 ? '\x40' : '\0';
  }
  write_file(folder_.file("media/bomb.avi"), bytes);
  const auto video = open(folder_.file("media/bomb.avi"), access_);
  if (video) {
    EXPECT_TRUE(test::read_all(**video).frames.empty());
  }
}

/// 16,384 x 12,288: above what is allowed here, and below what libav refuses by itself.
TEST_F(MediaConfinementTest, AVideoThatDeclaresTooManyPixelsIsNotChosen) {
  write_file(folder_.file("media/bomb.y4m"),
             "YUV4MPEG2 W16384 H12288 F25:1 Ip A1:1 C420jpeg\nFRAME\n" + std::string(1000, 'x'));
  const auto source = open(folder_.file("media/bomb.y4m"), access_);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kUnsupported) << source.error().text();
  EXPECT_NE(source.error().message.find("16384x12288 pixels are too many"), std::string::npos) << source.error().text();
}

TEST_F(MediaConfinementTest, AVideoThatIsTooWideIsNotChosen) {
  const std::string file = folder_.file("media/wide.avi");
  ASSERT_TRUE(test::ffmpeg("-f lavfi -i testsrc=size=20000x16:rate=10:duration=0.2 -c:v mjpeg " + file));
  const auto source = open(file, access_);
  ASSERT_FALSE(source);
  EXPECT_NE(source.error().message.find("20000x16 pixels are too many"), std::string::npos) << source.error().text();
}

TEST_F(MediaConfinementTest, ALookIntoTheStreamsTakesNoPictureOfTooManyPixels) {
  const std::string file = folder_.file("media/bomb.avi");
  ASSERT_TRUE(test::ffmpeg("-f lavfi -i testsrc=size=64x48:rate=10:duration=0.2 -c:v rawvideo -pix_fmt bgr24 " + file));
  std::string bytes = test::read_file(file);
  const std::size_t header = bytes.find("strf");
  ASSERT_NE(header, std::string::npos);
  bytes.replace(header + 12, 8, std::string("\0\x40\0\0\0\x30\0\0", 8));  // width and height
  write_file(file, bytes);
  const auto source = open(file, access_);
  ASSERT_FALSE(source);
  // The decoder that looks has refused it: whoever chooses a stream never hears of the size.
  EXPECT_EQ(source.error().message.find("16384x12288"), std::string::npos) << source.error().text();
}

}  // namespace
}  // namespace ow::media
