#include "server/media_folder.h"

#include <fstream>

#include "server/media_uploads.h"
#include "server/testing/server_fixture.h"
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
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((media_root.path() / name).parent_path());
    std::ofstream(media_root.path() / name) << text;
  }
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
