#include "media/uri.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "media/test_clips.h"

namespace ow::media {
namespace {

TEST(Uri, RecognisesSchemes) {
  EXPECT_EQ(parse_uri("http://host/a.mp4")->kind, UriKind::kHttp);
  EXPECT_EQ(parse_uri("HTTPS://Host/A.mp4")->kind, UriKind::kHttp);
  EXPECT_EQ(parse_uri("HTTPS://Host/A.mp4")->text, "https://Host/A.mp4") << "FFmpeg knows small letters only";
  EXPECT_EQ(parse_uri("rtsp://host/live")->kind, UriKind::kRtsp);
  EXPECT_EQ(parse_uri("/dev/video0")->kind, UriKind::kCamera);
  const auto test = parse_uri("test://bars?size=64x48&fps=5");
  ASSERT_TRUE(test);
  EXPECT_EQ(test->kind, UriKind::kTest);
  EXPECT_EQ(test->query.at("size"), "64x48");
  EXPECT_EQ(test->query.at("fps"), "5");
}

TEST(Uri, CameraOptionsAreCutOff) {
  const auto camera = parse_uri("/dev/video2?size=1280x720&format=mjpeg");
  ASSERT_TRUE(camera);
  EXPECT_EQ(camera->text, "/dev/video2");
  EXPECT_EQ(camera->query.at("format"), "mjpeg");
}

TEST(Uri, NamesHideCredentials) {
  const auto uri = parse_uri("rtsp://user:hunter2@camera/live");
  ASSERT_TRUE(uri);
  EXPECT_EQ(uri->name.find("hunter2"), std::string::npos);
  EXPECT_NE(uri->text.find("hunter2"), std::string::npos);
}

TEST(Uri, FilesFoldersAndGlobs) {
  const test::TemporaryFolder folder;
  test::write_file(folder.file("clip[1].mp4"), "x");
  test::write_file(folder.file("a.PNG"), "x");
  EXPECT_EQ(parse_uri(folder.file("clip[1].mp4"))->kind, UriKind::kFile);  // literal before glob
  EXPECT_EQ(parse_uri("file://" + folder.file("clip[1].mp4"))->text, folder.file("clip[1].mp4"));
  EXPECT_EQ(parse_uri(folder.file("a.PNG"))->kind, UriKind::kImages);
  EXPECT_EQ(parse_uri(folder.path().string())->kind, UriKind::kImages);
  EXPECT_EQ(parse_uri(folder.file("*.png"))->kind, UriKind::kImages);
}

TEST(Uri, RefusesWhatItCannotRead) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(parse_uri("").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(parse_uri("/no/such/file.mp4").error().code, ErrorCode::kNotFound);
  const auto scheme = parse_uri("rtps://camera/live");
  EXPECT_EQ(scheme.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(scheme.error().message.find("did you mean"), std::string::npos);
  ASSERT_EQ(::mkfifo(folder.file("pipe").c_str(), 0600), 0);
  EXPECT_EQ(parse_uri(folder.file("pipe")).error().code, ErrorCode::kInvalidArgument);
}

TEST(Uri, Dimensions) {
  EXPECT_EQ(parse_dimensions("640x360")->width, 640);
  for (const char* bad : {"", "640", "640x", "x360", "0x4", "-1x4", "640x360x", "99999x4", "a"}) {
    EXPECT_FALSE(parse_dimensions(bad)) << bad;
  }
}

}  // namespace
}  // namespace ow::media
