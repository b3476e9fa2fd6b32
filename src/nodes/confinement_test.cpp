// The rule of what workflows may touch, as the nodes apply it.
#include <cstdlib>
#include <fstream>

#include "nodes/resolve.h"
#include "nodes/test_support.h"
#include "tests/support/temporary_folder.h"

namespace ow::nodes {
namespace {

namespace fs = std::filesystem;

class NodeConfinementTest : public testing::Test {
 protected:
  NodeConfinementTest() {
    fs::create_directories(world_.output() / "media");
    std::ofstream(outside_) << "x";
  }

  const ow::test::TemporaryFolder folder_;
  const fs::path models_ = folder_ / "models";
  test::World world_{{models_}, Confinement::kRoots};
  const fs::path outside_ = folder_ / "outside.avi";
};

TEST_F(NodeConfinementTest, SourcesStayBelowTheMediaRoots) {
  for (const std::string& source :
       {outside_.string(), std::string("/etc/passwd"), std::string("../x.avi"), std::string("file:///etc/passwd")}) {
    const auto status = world_.runner("video_input", {{"source", source}}).start();
    ASSERT_FALSE(status) << source;
    EXPECT_EQ(status.error().code, ErrorCode::kPermissionDenied) << status.error().text();
    EXPECT_TRUE(status.error().place.ends_with("source")) << status.error().place;
    EXPECT_NE(status.error().message.find((world_.output() / "media").string()), std::string::npos)
        << status.error().message;
  }
}

TEST_F(NodeConfinementTest, VariablesOfTheServerStayItsOwn) {
  ::setenv("OW_SERVER_PRIVATE", "do-not-tell", 1);
  const auto status = world_.runner("video_input", {{"source", "http://h/${OW_SERVER_PRIVATE}"}}).start();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(status.error().text().find("do-not-tell"), std::string::npos);
}

TEST_F(NodeConfinementTest, OutputsStayBelowTheOutputRoot) {
  for (const char* path : {"-", "../x.jsonl", "/tmp/x.jsonl", "a/../../x.mp4"}) {
    const auto status = world_.runner("file_output", {{"path", path}}).start();
    ASSERT_FALSE(status) << path;
    EXPECT_EQ(status.error().code, ErrorCode::kPermissionDenied);
  }
  EXPECT_TRUE(world_.runner("file_output", {{"path", "new/lines.jsonl"}}).start());
  // A video is opened with its first frame: a link that came meanwhile is in the way.
  auto video = world_.runner("file_output", {{"path", "video.mp4"}, {"existing", "overwrite"}});
  ASSERT_TRUE(video.start());
  fs::create_symlink(outside_, world_.output() / "video.mp4");
  EXPECT_FALSE(video.send(test::packet(0)));
  EXPECT_EQ(fs::file_size(outside_), 1U);
}

TEST_F(NodeConfinementTest, ModelsAreThoseOfTheFolders) {
  fs::create_directories(models_);
  const fs::path own = fs::current_path() / "ow-here.onnx";
  std::ofstream(own) << "x";
  for (const std::string& model : {std::string("ow-here"), own.string(), std::string("./ow-here.onnx"),
                                   std::string("/etc/passwd"), std::string("/nowhere/m.onnx")}) {
    const auto status = world_.runner("model", {{"model", model}}).start();
    ASSERT_FALSE(status) << model;
    const ErrorCode expected = model == "ow-here" ? ErrorCode::kNotFound : ErrorCode::kPermissionDenied;
    EXPECT_EQ(status.error().code, expected) << status.error().text();
  }
  fs::remove(own);
}

TEST(ResolveSource, TheCommandLineTakesEverything) {
  ::setenv("OW_RESOLVE_TEST", "clip.avi", 1);
  const Access access{AccessOptions{}};
  EXPECT_EQ(resolve_source(access, "/x/${OW_RESOLVE_TEST}"), "/x/clip.avi");
  EXPECT_EQ(resolve_source(access, "${OW_RESOLVE_TEST_UNSET}").error().place, "source");
}

}  // namespace
}  // namespace ow::nodes
