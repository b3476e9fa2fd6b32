#include "core/access.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/temporary_folder.h"

namespace ow {
namespace {

namespace fs = std::filesystem;

std::string read(const Descriptor& file) {
  std::ifstream stream(file.path());
  return {std::istreambuf_iterator<char>(stream), {}};
}

class AccessTest : public testing::Test {
 protected:
  AccessTest() {
    for (const char* folder : {"media/door", "media2", "output", "outside"}) fs::create_directories(folder_ / folder);
    for (const char* file : {"media/a.mp4", "media/door/1.jpg", "media2/b.mp4", "outside/secret.mp4"})
      std::ofstream(folder_ / file) << file;
    fs::create_symlink(folder_ / "outside/secret.mp4", folder_ / "media/link.mp4");
    fs::create_symlink(folder_ / "outside", folder_ / "media/folder");
    fs::create_symlink(folder_ / "media/a.mp4", folder_ / "media/inner.mp4");
    fs::create_symlink(folder_ / "outside", folder_ / "output/folder");
    fs::create_symlink(folder_ / "outside/secret.mp4", folder_ / "output/link.jsonl");
  }

  [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] ErrorCode refused(const std::string& source) const {
    const auto located = access_.locate(source);
    EXPECT_FALSE(located) << source << " -> " << *located;
    return located ? ErrorCode::kInternal : located.error().code;
  }

  const ow::test::TemporaryFolder folder_;
  Access access_{{.confinement = Confinement::kRoots,
                  .media_roots = {folder_ / "media", folder_ / "media2"},
                  .output_root = folder_ / "output",
                  .variables = {"OW_LISTED"}}};
};

TEST_F(AccessTest, FindsSourcesBelowTheMediaRoots) {
  EXPECT_EQ(access_.locate("a.mp4"), at("media/a.mp4"));
  EXPECT_EQ(access_.locate("b.mp4"), at("media2/b.mp4"));
  EXPECT_EQ(access_.locate(at("media2/b.mp4")), at("media2/b.mp4"));
  EXPECT_EQ(access_.locate("file://" + at("media/a.mp4")), at("media/a.mp4"));
  EXPECT_EQ(access_.locate("inner.mp4"), at("media/a.mp4"));
  EXPECT_EQ(access_.locate("door"), at("media/door"));
  EXPECT_EQ(access_.locate("door/*.jpg"), at("media/door/*.jpg"));
  EXPECT_EQ(access_.locate("door/../a.mp4"), at("media/a.mp4"));
  EXPECT_EQ(access_.locate("/dev/video0?size=640x480"), "/dev/video0?size=640x480");
  EXPECT_EQ(access_.locate("rtsp://camera/1"), "rtsp://camera/1");
}

TEST_F(AccessTest, RefusesWhatLiesOutsideWhetherItIsThereOrNot) {
  for (const std::string& source :
       {at("outside/secret.mp4"), at("outside/nothing.mp4"), std::string("/etc/passwd"), std::string("/nowhere/x.mp4"),
        std::string("../outside/secret.mp4"), at("media/../outside/secret.mp4"), std::string("link.mp4"),
        std::string("folder"), std::string("folder/secret.mp4"), std::string("folder/*.mp4"),
        std::string("folder/new/x.mp4"), "file://" + at("outside/secret.mp4"), std::string("FILE:///etc/passwd"),
        std::string(" /etc/passwd"), std::string("/proc/self/environ"), std::string("/dev/stdin"),
        std::string("/dev/video0/../../etc/passwd"), std::string("/dev/video"), at("media") + "-not/x.mp4"}) {
    EXPECT_EQ(refused(source), ErrorCode::kPermissionDenied) << source;
  }
  EXPECT_EQ(refused("*/1.jpg"), ErrorCode::kInvalidArgument);
  const Error error = access_.locate("/etc/passwd").error();
  EXPECT_NE(error.message.find("/etc/passwd"), std::string::npos);
  EXPECT_NE(error.message.find(at("media2")), std::string::npos) << error.message;
}

TEST_F(AccessTest, OpensByWhatTheNameLeadsToNow) {
  const auto located = access_.locate("a.mp4");
  ASSERT_TRUE(located);
  EXPECT_EQ(read(*access_.open_to_read(*located, "a.mp4")), "media/a.mp4");
  // A link that comes between the look and the opening.
  fs::remove(*located);
  fs::create_symlink(folder_ / "outside/secret.mp4", *located);
  EXPECT_EQ(access_.open_to_read(*located, "a.mp4").error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(access_.open_to_read(at("media/folder/secret.mp4"), "x").error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(access_.open_to_read(at("media/none.mp4"), "x").error().code, ErrorCode::kNotFound);
  ASSERT_EQ(::mkfifo(at("media/pipe.mp4").c_str(), 0600), 0);
  EXPECT_EQ(access_.open_to_read(at("media/pipe.mp4"), "x").error().code, ErrorCode::kInvalidArgument);
}

TEST_F(AccessTest, WritesPlainFilesBelowTheOutputRootOnly) {
  for (const std::string& path :
       {std::string("lines.jsonl"), std::string("new/folder/lines.jsonl"), at("output/absolute.jsonl")}) {
    const auto located = access_.locate_output(path);
    ASSERT_TRUE(located) << path;
    ASSERT_TRUE(access_.open_to_write(*located)) << path;
    EXPECT_TRUE(fs::is_regular_file(path.front() == '/' ? fs::path(path) : folder_ / "output" / path));
  }
  for (const std::string& path :
       {std::string("-"), std::string(".."), std::string("../outside/x.jsonl"), std::string("new/../../outside/x"),
        at("outside/x.jsonl"), at("media/x.mp4"), std::string("/etc/cron.d/x"), std::string(), std::string("sub/"),
        at("output"), at("output-not/x.jsonl"), std::string("a\0b", 3)}) {
    EXPECT_FALSE(access_.locate_output(path)) << path;
    EXPECT_FALSE(access_.open_to_write(path)) << path;
  }
  for (const char* path : {"rtmp://host/live", "http://host/x.mp4", "~/x.jsonl"}) {
    EXPECT_EQ(access_.locate_output(path).error().code, ErrorCode::kInvalidArgument) << path;
  }
  fs::create_hard_link(folder_ / "outside/secret.mp4", folder_ / "output/hard.jsonl");
  ASSERT_EQ(::mkfifo(at("output/pipe.jsonl").c_str(), 0600), 0);
  for (const char* path : {"folder/x.jsonl", "link.jsonl"}) EXPECT_FALSE(access_.locate_output(path)) << path;
  for (const char* path : {"hard.jsonl", "pipe.jsonl"}) {
    EXPECT_EQ(access_.open_to_write(*access_.locate_output(path)).error().code, ErrorCode::kPermissionDenied) << path;
  }
  EXPECT_FALSE(fs::exists(folder_ / "outside/x.jsonl"));
  EXPECT_EQ(fs::file_size(folder_ / "outside/secret.mp4"), std::string("outside/secret.mp4").size());
}

TEST_F(AccessTest, ExpandsOnlyVariablesThatAreMeantForWorkflows) {
  ::setenv("OVERWATCH_SECRET_DOOR", "s3cret", 1);
  ::setenv("OW_LISTED", "listed", 1);
  EXPECT_EQ(access_.expand("rtsp://u:${OVERWATCH_SECRET_DOOR}@h/${OW_LISTED}"), "rtsp://u:s3cret@h/listed");
  for (const char* source : {"${HOME}", "x${PATH}", "${OW_NOT_SET}"}) {
    const auto expanded = access_.expand(source);
    ASSERT_FALSE(expanded) << source;
    EXPECT_EQ(expanded.error().code, ErrorCode::kPermissionDenied);
  }
  EXPECT_EQ(access_.expand("${OVERWATCH_SECRET_UNSET}").error().code, ErrorCode::kInvalidArgument);
}

TEST_F(AccessTest, KeepsAwayFromMetadataAndFromTheServerItself) {
  access_.set_own_port(8123);
  for (const char* address :
       {"http://169.254.169.254/latest", "http://2852039166/", "http://0xa9fea9fe/",
        "http://[::ffff:169.254.169.254]/x", "http://user:pw@169.254.169.254:80/", "http://good@169.254.169.254?x",
        "http://[fd00:ec2::254]/", "rtsp://100.100.100.200/1", "http://127.0.0.1:8123/api", "http://localhost:8123/",
        "http://0.0.0.0:8123/", "http://[::1]:8123/"}) {
    const auto status = access_.check_address(address, "n");
    ASSERT_FALSE(status) << address;
    EXPECT_EQ(status.error().code, ErrorCode::kPermissionDenied) << address;
  }
  for (const char* address : {"http://127.0.0.1:8124/", "rtsp://192.168.1.20:554/stream", "rtsp://10.0.0.7:8123/1",
                              "http://no-such-host.invalid/"}) {
    EXPECT_TRUE(access_.check_address(address, "n")) << address;
  }
  for (const char* address : {"http://127.0.0.1:+8123/", "http://127.0.0.1: 8123/", "http://[::1]:-1/",
                              "http://h:8123x/", "http://h:0/", "http://h:65536/"}) {
    const auto status = access_.check_address(address, "n");
    ASSERT_FALSE(status) << address;
    EXPECT_NE(status.error().message.find("a port is a number from 1 to 65535"), std::string::npos) << address;
  }
  EXPECT_TRUE(access_.check_address("http://no-such-host.invalid:/", "n"));
  for (const char* address : {"http://", "http://a\\@169.254.169.254/", "http:///x"})
    EXPECT_FALSE(access_.check_address(address, "n"));
}

TEST_F(AccessTest, TheCommandLineIsNotConfined) {
  const Access open({.media_roots = {folder_ / "media"}, .output_root = folder_ / "output"});
  EXPECT_EQ(open.locate(at("outside/secret.mp4")), at("outside/secret.mp4"));
  EXPECT_EQ(open.locate("door/1.jpg"), at("media/door/1.jpg"));
  EXPECT_EQ(open.locate("door"), at("media/door"));
  EXPECT_EQ(open.locate("door/*.jpg"), at("media/door/*.jpg"));
  EXPECT_EQ(open.locate("nowhere.mp4"), "nowhere.mp4");
  EXPECT_EQ(open.locate("/door/1.jpg"), "/door/1.jpg");
  EXPECT_TRUE(open.open_to_read(at("media/link.mp4"), "x"));
  EXPECT_EQ(open.locate_output("-"), "-");
  EXPECT_EQ(open.locate_output("x.jsonl"), at("output/x.jsonl"));
  EXPECT_TRUE(open.open_to_write(at("outside/new/x.jsonl")));
  EXPECT_TRUE(open.expand("${HOME}"));
  EXPECT_TRUE(open.check_address("http://169.254.169.254/", "n"));
}

}  // namespace
}  // namespace ow
