#include "server/media_folder.h"

#include <fstream>

#include "server/media_uploads.h"
#include "server/testing/server_fixture.h"
#include "server/upload_leftovers.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace ow::server {
namespace {

namespace fs = std::filesystem;

class MediaTest : public ServerFixture {
 protected:
  MediaTest() {
    write("door.mp4", "video");
    write("sub/a.jpg", "picture");
    write(".hidden.mp4", "no");
    write("notes.txt", "no");
  }
  static void write(const fs::path& root, const std::string& name, const std::string& text) {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name) << text;
  }
  void write(const std::string& name, const std::string& text) const { write(media_root.path(), name, text); }
  Reply send(const char* method, std::string_view target, std::string_view body = {}) {
    return request(port(), method, target, {{"Content-Type", "application/json"}}, body);
  }
  std::vector<std::string> names(const std::string& query) {
    std::vector<std::string> out;
    const Json listing = Json::parse(get("/api/media" + query).body);
    for (const Json& entry : listing.at("entries")) out.push_back(entry.at("name"));
    return out;
  }
  std::string begin(const std::string& path, std::size_t bytes) {
    const Reply made = send("POST", "/api/media/uploads", Json{{"path", path}, {"bytes", bytes}}.dump());
    EXPECT_EQ(made.status, 201) << made.body;
    return "/api/media/uploads/" + Json::parse(made.body).at("id").get<std::string>();
  }
};

TEST_F(MediaTest, ListsFoldersVideosAndPictures) {
  EXPECT_EQ(names(""), (std::vector<std::string>{"sub", "door.mp4"}));
  const Json listing = Json::parse(get("/api/media?path=sub").body);
  ASSERT_EQ(listing.at("entries").size(), 1u);
  const Json& picture = listing.at("entries")[0];
  EXPECT_EQ(picture.at("kind"), "picture");
  EXPECT_EQ(picture.at("bytes"), 7);
  EXPECT_EQ(picture.at("source"), (fs::canonical(media_root.path()) / "sub/a.jpg").string());
  EXPECT_EQ(get("/api/media?path=nothing").status, 404);
  EXPECT_EQ(get("/api/media?root=1").status, 404);
}

TEST(MediaRoots, OnlyTheFirstIsMadeByAnUpload) {
  const ow::test::TemporaryFolder parent;
  const MediaFolder folder({parent / "own", parent / "unmounted"});
  EXPECT_TRUE(folder.list(0, ""));
  EXPECT_EQ(folder.list(1, "").error().code, ErrorCode::kNotFound);
}

TEST_F(MediaTest, NothingBehindLinksOrOutside) {
  const ow::test::TemporaryFolder outside;
  std::ofstream(outside / "secret.mp4") << "x";
  fs::create_symlink(outside.path(), media_root.path() / "link");
  fs::create_symlink(outside / "secret.mp4", media_root.path() / "secret.mp4");
  fs::create_symlink(media_root.path() / "door.mp4", media_root.path() / "also-door.mp4");  // stays below the root
  EXPECT_EQ(names(""), (std::vector<std::string>{"sub", "also-door.mp4", "door.mp4"}));
  EXPECT_EQ(get("/api/media?path=link").status, 404);
  EXPECT_EQ(send("DELETE", "/api/media?path=link/secret.mp4").status, 404);
  EXPECT_EQ(send("DELETE", "/api/media?path=secret.mp4").status, 400);
  for (const char* path : {"..", "sub/..", "/etc", "sub/../..", ".hidden.mp4", "a//b"}) {
    EXPECT_EQ(get(std::string("/api/media?path=") + path).status, 400) << path;
    EXPECT_EQ(send("DELETE", std::string("/api/media?path=") + path).status, 400) << path;
  }
  EXPECT_TRUE(fs::exists(outside / "secret.mp4"));
}

TEST_F(MediaTest, RemovesFilesOnly) {
  EXPECT_EQ(send("DELETE", "/api/media?path=door.mp4").status, 204);
  EXPECT_EQ(send("DELETE", "/api/media?path=door.mp4").status, 404);
  EXPECT_EQ(send("DELETE", "/api/media?path=sub").status, 400);
  EXPECT_EQ(send("DELETE", "/api/media?path=notes.txt").status, 400);
  EXPECT_TRUE(fs::exists(media_root.path() / "notes.txt"));
}

TEST_F(MediaTest, UploadsInPartsAndGoesOnWhereItWas) {
  const std::string upload = begin("new/clip.mp4", 8);
  EXPECT_EQ(names("?path=new").size(), 0u);
  EXPECT_EQ(Json::parse(send("PUT", upload, "1234").body).at("received"), 4);
  EXPECT_EQ(send("PUT", upload + "?offset=0", "1234").status, 409);  // sent twice
  EXPECT_EQ(send("POST", upload + "/finish").status, 409);
  EXPECT_EQ(Json::parse(get(upload).body).at("received"), 4);
  EXPECT_EQ(send("PUT", upload + "?offset=4", "56789").status, 400);  // more than announced
  ASSERT_EQ(send("PUT", upload + "?offset=4", "5678").status, 200);
  ASSERT_EQ(send("POST", upload + "/finish").status, 200);
  std::string text;
  std::ifstream(media_root.path() / "new/clip.mp4") >> text;
  EXPECT_EQ(text, "12345678");
  EXPECT_EQ(names("?path=new"), std::vector<std::string>{"clip.mp4"});
  EXPECT_EQ(std::distance(fs::directory_iterator(media_root.path() / "new"), {}), 1);  // no hidden file is left
  EXPECT_EQ(send("POST", upload + "/finish").status, 404);
}

TEST_F(MediaTest, NeverOverwritesAndLeavesNothingBehind) {
  EXPECT_EQ(send("POST", "/api/media/uploads", R"({"path": "door.mp4", "bytes": 1})").status, 409);
  const std::string upload = begin("late.mp4", 1);
  ASSERT_EQ(send("PUT", upload, "x").status, 200);
  write("late.mp4", "mine");
  EXPECT_EQ(send("POST", upload + "/finish").status, 409);
  EXPECT_EQ(send("DELETE", upload).status, 204);
  std::string text;
  std::ifstream(media_root.path() / "late.mp4") >> text;
  EXPECT_EQ(text, "mine");
  for (const auto& entry : fs::directory_iterator(media_root.path())) {
    EXPECT_FALSE(entry.path().filename().string().starts_with(".upload")) << entry.path();
  }
}

TEST_F(MediaTest, UploadsAreBounded) {
  EXPECT_EQ(send("POST", "/api/media/uploads", R"({"path": "run.sh", "bytes": 1})").status, 400);
  EXPECT_EQ(send("POST", "/api/media/uploads", R"({"path": "../a.mp4", "bytes": 1})").status, 400);
  EXPECT_EQ(send("POST", "/api/media/uploads", R"({"path": "a.mp4", "bytes": 99999999999999})").status, 400);
  EXPECT_EQ(send("POST", "/api/media/uploads", R"({"path": "a.mp4", "bytes": -1})").status, 400);
  EXPECT_EQ(send("POST", "/api/media/uploads", "[]").status, 400);
  for (int i = 0; i < 8; ++i) begin("part" + std::to_string(i) + ".mp4", 1);
  EXPECT_EQ(send("POST", "/api/media/uploads", R"({"path": "ninth.mp4", "bytes": 1})").status, 503);
}

TEST_F(MediaTest, AFileIsNotAFolder) {
  const Reply refused = send("POST", "/api/media/uploads", R"({"path": "x.mp4/", "bytes": 1})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.body.find("leave the last '/' out"), std::string::npos) << refused.body;
  EXPECT_EQ(send("DELETE", "/api/media?path=door.mp4/").status, 400);
  EXPECT_TRUE(fs::exists(media_root.path() / "door.mp4"));
}

class UploadRoomTest : public MediaTest {
 protected:
  static constexpr std::uint64_t kGigabyte = 1ULL << 30;
  static void expect_no_room(const Result<UploadState>& state, const char* words) {
    ASSERT_FALSE(state);
    EXPECT_EQ(state.error().code, ErrorCode::kResourceExhausted);
    EXPECT_NE(state.error().message.find(words), std::string::npos) << state.error().message;
  }
  const MediaFolder folder{{media_root.path()}};
  test::FakeClock fake;
  std::uint64_t free = 65 * kGigabyte;
  MediaUploads uploads{folder, fake, [this](const Descriptor&) { return free; }};
};

TEST_F(UploadRoomTest, WhatIsToComeOfOthersIsCounted) {
  const auto first = uploads.begin("first.mp4", 63 * kGigabyte);
  ASSERT_TRUE(first);
  expect_no_room(uploads.begin("second.mp4", 63 * kGigabyte), "64512 MB are for files that are coming in");
  ASSERT_TRUE(uploads.begin("small.mp4", kGigabyte));
  expect_no_room(uploads.begin("smaller.mp4", 1), "1024 MB stay free");
  ASSERT_TRUE(uploads.cancel(first->id));
  EXPECT_TRUE(uploads.begin("second.mp4", 63 * kGigabyte));
}

TEST_F(UploadRoomTest, WhatHasComeIsNotCountedTwice) {
  free = kGigabyte + 8;
  const auto first = uploads.begin("first.mp4", 8);
  ASSERT_TRUE(first);
  ASSERT_TRUE(uploads.append(first->id, 0, "1234"));
  free -= 4;
  expect_no_room(uploads.begin("second.mp4", 1), "too little");
  free += 1;
  EXPECT_TRUE(uploads.begin("second.mp4", 1));
}

TEST_F(UploadRoomTest, IsLookedAtAgainAtEachPart) {
  const auto upload = uploads.begin("first.mp4", 8);
  ASSERT_TRUE(upload);
  ASSERT_TRUE(uploads.append(upload->id, 0, "1234"));
  free = kGigabyte + 3;
  expect_no_room(uploads.append(upload->id, 4, "5678"), "1024 MB stay free");
  EXPECT_EQ(uploads.state(upload->id)->received, 4U);
  free = kGigabyte + 4;
  ASSERT_TRUE(uploads.append(upload->id, 4, "5678"));
  EXPECT_TRUE(uploads.finish(upload->id));
}

TEST_F(MediaTest, WhatAKilledServerLeftIsRemovedOnceItIsOld) {
  const ow::test::TemporaryFolder root;  // the server looks into its own at its start
  const auto old = [&](const std::string& name) {
    write(root, name, "half");
    fs::last_write_time(root.path() / name, fs::file_time_type::clock::now() - std::chrono::hours(25));
  };
  const std::string id = "-0123456789abcdef";
  old(upload_file_name("1" + id));
  old("sub/" + upload_file_name("2" + id));
  const std::vector<std::string> kept = {".upload-",
                                         ".upload-1",
                                         ".upload-notes.txt",
                                         ".upload-1-0123456789ABCDEF",
                                         ".upload-1-0123456789abcdef0",
                                         "upload-1-0123456789abcdef",
                                         ".hidden/" + upload_file_name("3" + id),
                                         "sub/door.mp4"};
  for (const std::string& name : kept) old(name);
  write(root, upload_file_name("4" + id), "may still come");
  const ow::test::TemporaryFolder outside;
  fs::rename(root.path() / ".hidden", outside / "hidden");
  fs::create_directory_symlink(outside / "hidden", root.path() / "link");
  fs::create_directory(root.path() / upload_file_name("5" + id));
  EXPECT_EQ(remove_upload_leftovers(root.path(), {}), 2U);
  EXPECT_FALSE(fs::exists(root.path() / upload_file_name("1" + id)));
  EXPECT_FALSE(fs::exists(root.path() / "sub" / upload_file_name("2" + id)));
  EXPECT_TRUE(fs::exists(outside / "hidden" / upload_file_name("3" + id)));
  EXPECT_TRUE(fs::exists(root.path() / upload_file_name("4" + id)));
  EXPECT_TRUE(fs::exists(root.path() / upload_file_name("5" + id)));
  for (const std::string& name : kept) {
    if (name.starts_with(".hidden/")) continue;
    EXPECT_TRUE(fs::exists(root.path() / name)) << name;
  }
}

TEST_F(MediaTest, IdleUploadsMakeRoom) {
  const MediaFolder folder({media_root.path()});
  test::FakeClock fake;
  MediaUploads uploads(folder, fake);
  for (int i = 0; i < 8; ++i) ASSERT_TRUE(uploads.begin("part" + std::to_string(i) + ".mp4", 1));
  EXPECT_FALSE(uploads.begin("ninth.mp4", 1));
  fake.advance(std::chrono::minutes(11));
  EXPECT_TRUE(uploads.begin("ninth.mp4", 1));
}

}  // namespace
}  // namespace ow::server
