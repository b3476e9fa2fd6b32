#include "nodes/file_output_node.h"

#include <fstream>
#include <iterator>

#include "media/source.h"
#include "nodes/frame_line.h"
#include "nodes/test_support.h"

namespace ow::nodes {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(FrameLine, IsTheDocumentedJson) {
  const std::string line = frame_line(test::packet(3, {{{1, 2, 30.5F, 40}, 0.87654F, 1}}));
  EXPECT_EQ(
      line,
      R"({"frame":3,"pts_ms":300.000,"skipped":false,"detections":[{"class":"car","class_id":1,"score":0.8765,"box":[1.00,2.00,30.50,40.00]}]})");
  EXPECT_TRUE(nlohmann::json::accept(line));
}

TEST(FileOutput, WritesALineAFrame) {
  test::World world;
  auto runner = world.runner("file_output", {{"path", "sub/lines.jsonl"}});
  ASSERT_TRUE(runner.start());
  for (std::uint64_t i = 0; i < 3; ++i) ASSERT_TRUE(runner.send(test::packet(i)));
  EXPECT_EQ(read(world.output() / "sub/lines.jsonl"), frame_line(test::packet(0)) + "\n" + frame_line(test::packet(1)) +
                                                          "\n" + frame_line(test::packet(2)) + "\n");
}

TEST(FileOutput, WritesAVideoThatPlaysEvenWithoutAnEnd) {
  for (const bool ended : {true, false}) {
    test::World world;
    {
      auto runner = world.runner("file_output", {{"path", "seen.mp4"}});
      ASSERT_TRUE(runner.start());
      for (std::uint64_t i = 0; i < 20; ++i)
        ASSERT_TRUE(runner.send(test::packet(i, {{{5, 5, 30, 30}, 0.9F, 0}}, {65, 49})));
      if (ended) {
        ASSERT_TRUE(runner.end());
      }
    }
    const SteadyClock clock;
    const auto source = media::open_source({.uri = (world.output() / "seen.mp4").string()}, clock, {});
    ASSERT_TRUE(source) << source.error().text();
    EXPECT_EQ((*source)->info().size, (Size{64, 48}));
    int frames = 0;
    while (true) {
      const auto read_frame = (*source)->read({});
      ASSERT_TRUE(read_frame) << read_frame.error().text();
      if (std::holds_alternative<media::EndOfSource>(*read_frame)) break;
      ++frames;
    }
    EXPECT_EQ(frames, 20);
  }
}

TEST(FileOutput, AnEndingOfAnotherFormatIsRefused) {
  test::World world;
  const auto refused = world.runner("file_output", {{"path", "seen.avi"}}).start();
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("'seen.avi' is written neither as JSON lines (.jsonl) nor as a video (.mp4)"),
            std::string::npos);
  EXPECT_TRUE(world.runner("file_output", {{"path", "seen.MP4"}}).start());
  EXPECT_TRUE(world.runner("file_output", {{"path", "seen.avi"}, {"format", "jsonl"}}).start());
}

TEST(FileOutput, SaysWhyItCannotWrite) {
  test::World world;
  EXPECT_FALSE(world.runner("file_output", {{"path", "/proc/no/such.jsonl"}}).start());
}

TEST(FileOutput, AnOfflineRunFailsOnAFullDisk) {
  test::World world;
  auto full = world.runner("file_output", {{"path", "/dev/full"}});
  full.set_lossless(true);
  ASSERT_TRUE(full.start());
  const auto status = full.send(test::packet(0));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kResourceExhausted);
}

}  // namespace
}  // namespace ow::nodes
