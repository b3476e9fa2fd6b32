// What becomes of a recording whose file other programs move, delete, cut or write to.
#include <fcntl.h>

#include <fstream>
#include <functional>
#include <iterator>

#include "graph/node_runner.h"
#include "nodes/file_place.h"
#include "nodes/frame_line.h"
#include "nodes/test_support.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace ow::nodes {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string line(std::uint64_t sequence) { return frame_line(test::packet(sequence)) + "\n"; }

class RecordingPlaceTest : public testing::Test {
 protected:
  [[nodiscard]] graph::NodeRunner runner(const fs::path& file, const char* existing = "auto") {
    return {*world_.type("file_output"), {{"path", file.string()}, {"existing", existing}}, clock_};
  }
  /// The first frame before `change`, the second a second later.
  void change_between(graph::NodeRunner& node, const std::function<void()>& change) {
    ASSERT_TRUE(node.start());
    ASSERT_TRUE(node.send(test::packet(0)));
    change();
    clock_.advance(std::chrono::seconds(1));
    ASSERT_TRUE(node.send(test::packet(1)));
  }
  static void expect_warning(const graph::NodeRunner& node, const std::string& words) {
    EXPECT_EQ(node.health(), graph::Health::kWarning);
    EXPECT_NE(node.message().find(words), std::string::npos) << node.message();
  }

  const ow::test::TemporaryFolder folder_;
  ow::test::FakeClock clock_;
  test::World world_;
};

TEST_F(RecordingPlaceTest, LinesOfAMovedFileGoOnInANewOneAndItIsSaidForAMinute) {
  const fs::path file = folder_ / "seen.jsonl";
  auto node = runner(file);
  change_between(node, [&] { fs::rename(file, folder_ / "seen.jsonl.1"); });
  EXPECT_EQ(read(folder_ / "seen.jsonl.1"), line(0));
  EXPECT_EQ(read(file), line(1));
  expect_warning(node, "seen.jsonl was moved while it was written: a new file was begun there");
  clock_.advance(std::chrono::seconds(30));
  ASSERT_TRUE(node.send(test::packet(2)));
  EXPECT_EQ(node.health(), graph::Health::kWarning);
  clock_.advance(std::chrono::seconds(31));
  ASSERT_TRUE(node.send(test::packet(3)));
  EXPECT_EQ(node.health(), graph::Health::kOk);
}

TEST_F(RecordingPlaceTest, LinesOfADeletedFileGoOnInANewOneAndTheLossIsSaid) {
  const fs::path file = folder_ / "seen.jsonl";
  auto node = runner(file);
  change_between(node, [&] { fs::remove(file); });
  EXPECT_EQ(read(file), line(1));
  expect_warning(node, "was deleted while it was written: a new file was begun there; what the old one held is lost");
}

TEST_F(RecordingPlaceTest, LinesGoOnWhereTheirFolderWasRenamed) {
  const fs::path file = folder_ / "today/seen.jsonl";
  auto node = runner(file);
  change_between(node, [&] { fs::rename(folder_ / "today", folder_ / "yesterday"); });
  EXPECT_EQ(read(folder_ / "yesterday/seen.jsonl"), line(0));
  EXPECT_EQ(read(file), line(1));
  expect_warning(node, "was moved");
}

TEST_F(RecordingPlaceTest, LinesGoOnInTheFileThatAnotherProgramPutThere) {
  const fs::path file = folder_ / "seen.jsonl";
  auto node = runner(file);
  change_between(node, [&] {
    fs::rename(file, folder_ / "seen.jsonl.1");
    std::ofstream(file) << "put there\n";
  });
  EXPECT_EQ(read(file), "put there\n" + line(1));
}

TEST_F(RecordingPlaceTest, NothingIsCutOfTheFileThatAnotherProgramPutThere) {
  const fs::path file = folder_ / "seen.jsonl";
  auto node = runner(file);
  change_between(node, [&] {
    fs::rename(file, folder_ / "seen.jsonl.1");
    std::ofstream(file) << "put there\nno line end";
  });
  EXPECT_EQ(read(file), "put there\nno line end" + line(1));
}

TEST_F(RecordingPlaceTest, OnlyTheEndOfAFileIsTakenBack) {
  const fs::path file = folder_ / "seen.jsonl";
  const auto left = [&](const std::string& content) {
    std::ofstream(file) << content;
    const Descriptor opened(::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
    take_back(opened, 7, 4);  // "half"
    return read(file);
  };
  EXPECT_EQ(left("a line\nhalf"), "a line\n");
  EXPECT_EQ(left("a line\nhalf of others"), "a line\nhalf of others") << "written by another program since";
  EXPECT_EQ(left("cut"), "cut") << "cut by another program since";
}

TEST_F(RecordingPlaceTest, AFileThatWasCutGetsNoHole) {
  for (const char* existing : {"keep", "overwrite"}) {
    const fs::path file = folder_ / (std::string(existing) + ".jsonl");
    auto node = runner(file, existing);
    change_between(node, [&] { fs::resize_file(file, 0); });
    EXPECT_EQ(read(file), line(1)) << existing;
    EXPECT_EQ(node.health(), graph::Health::kOk) << node.message();
  }
}

TEST_F(RecordingPlaceTest, ItIsLookedForOnceASecondOnly) {
  const fs::path file = folder_ / "seen.jsonl";
  auto node = runner(file);
  ASSERT_TRUE(node.start());
  ASSERT_TRUE(node.send(test::packet(0)));
  fs::remove(file);
  clock_.advance(std::chrono::milliseconds(900));
  ASSERT_TRUE(node.send(test::packet(1)));
  EXPECT_FALSE(fs::exists(file));
}

TEST_F(RecordingPlaceTest, TheSecondWriterOfAFileSaysSoUntilTheFirstEnds) {
  const fs::path file = folder_ / "seen.jsonl";
  auto second = runner(file);
  {
    auto first = runner(file);
    ASSERT_TRUE(first.start());
    ASSERT_TRUE(first.send(test::packet(0)));
    std::ofstream(file, std::ios::app) << "{\"half\"";  // of a line that the first one is just writing
    ASSERT_TRUE(second.start());
    ASSERT_TRUE(second.send(test::packet(1)));
    expect_warning(second, "another workflow or program writes to " + file.string());
    EXPECT_EQ(first.health(), graph::Health::kOk);
  }
  EXPECT_EQ(read(file), line(0) + "{\"half\"" + line(1)) << "nothing of the first one is cut off";
  clock_.advance(std::chrono::seconds(1));
  ASSERT_TRUE(second.send(test::packet(2)));
  clock_.advance(std::chrono::seconds(61));
  ASSERT_TRUE(second.send(test::packet(3)));
  EXPECT_EQ(second.health(), graph::Health::kOk) << second.message();
}

TEST_F(RecordingPlaceTest, TheSecondWriterOfAFileDoesNotEmptyIt) {
  const fs::path file = folder_ / "seen.jsonl";
  auto first = runner(file, "overwrite");
  auto second = runner(file, "overwrite");
  ASSERT_TRUE(first.start());
  ASSERT_TRUE(first.send(test::packet(0)));
  ASSERT_TRUE(second.start());
  ASSERT_TRUE(second.send(test::packet(1)));
  EXPECT_EQ(read(file), line(0) + line(1));
  expect_warning(second, "another workflow or program writes to " + file.string());
}

TEST_F(RecordingPlaceTest, TheSecondVideoOfAPathTakesTheNextNameAndSaysSo) {
  const fs::path file = folder_ / "seen.mp4";
  auto first = runner(file, "overwrite");
  auto second = runner(file, "overwrite");
  ASSERT_TRUE(first.start());
  ASSERT_TRUE(first.send(test::packet(0)));
  change_between(second, [] {});
  EXPECT_EQ(second.facts().at("file"), (folder_ / "seen-2.mp4").string());
  expect_warning(second, "another workflow or program writes to " + file.string() + " as well");
  EXPECT_EQ(first.health(), graph::Health::kOk) << first.message();
  ASSERT_TRUE(first.end());
  const std::string recorded = read(file);
  EXPECT_FALSE(recorded.empty());
  ASSERT_TRUE(second.end());
  EXPECT_EQ(read(file), recorded);
  EXPECT_GT(fs::file_size(folder_ / "seen-2.mp4"), 0U);
}

TEST_F(RecordingPlaceTest, AVideoIsWrittenAnewWhenTheOtherOneHasEnded) {
  const fs::path file = folder_ / "seen.mp4";
  for (int run = 0; run < 2; ++run) {
    auto node = runner(file, "overwrite");
    change_between(node, [] {});
    ASSERT_TRUE(node.end());
    EXPECT_EQ(node.facts().at("file"), file.string());
    EXPECT_EQ(node.health(), graph::Health::kOk) << node.message();
  }
}

TEST_F(RecordingPlaceTest, ADeletedVideoIsBegunAnew) {
  const fs::path file = folder_ / "seen.mp4";
  auto node = runner(file);
  change_between(node, [&] { fs::remove(file); });
  expect_warning(node, "seen.mp4 was deleted while it was recorded: what it held is lost, a new file is begun");
  ASSERT_TRUE(node.end());
  EXPECT_GT(fs::file_size(file), 0U);
  EXPECT_EQ(node.facts().at("file"), file.string());
}

TEST_F(RecordingPlaceTest, AMovedVideoGoesOnAndItIsSaid) {
  const fs::path file = folder_ / "seen.mp4";
  auto node = runner(file);
  change_between(node, [&] { fs::rename(file, folder_ / "moved.mp4"); });
  expect_warning(node, "seen.mp4 was moved while it is recorded: recording goes on in the moved file");
  ASSERT_TRUE(node.end());
  EXPECT_FALSE(fs::exists(file));
  EXPECT_GT(fs::file_size(folder_ / "moved.mp4"), 0U);
}

}  // namespace
}  // namespace ow::nodes
