// What a full disk, a killed process and a camera of another size leave behind. A limit on the size of files stands for the
// full disk (setrlimit(2), in a child of its own): it needs no rights and cuts a write short just as a full disk does.
#include "nodes/recording.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <iterator>

#include "graph/node_runner.h"
#include "media/source.h"
#include "nodes/frame_line.h"
#include "nodes/test_support.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace ow::nodes {
namespace {

using std::filesystem::path;

std::string read(const path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Frames of a video that plays to its end; −1 when it does not.
int frames_in(const path& file) {
  const SteadyClock clock;
  const auto source = media::open_source({.uri = file.string(), .hardware_decode = false}, clock, {});
  if (!source) return -1;
  for (int frames = 0;; ++frames) {
    const auto result = (*source)->read({});
    if (!result || std::holds_alternative<media::CorruptFrame>(*result)) return -1;
    if (std::holds_alternative<media::EndOfSource>(*result)) return frames;
  }
}

void limit_file_size(rlim_t bytes) {
  const rlimit limit{bytes, RLIM_INFINITY};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/// Runs `body` in a child: a limit there limits nobody else. What it expects is reported by its exit code.
void in_a_child(const std::function<void()>& body) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    body();
    ::_exit(::testing::Test::HasFailure() ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0) << "see above";
}

/// A picture that does not compress: noise that differs from frame to frame.
Packet noise(std::uint64_t sequence, Size size) {
  FrameBuffer buffer(size);
  std::uint32_t state = static_cast<std::uint32_t>(sequence) * 2654435761U + 1;
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const int rows = plane == 0 ? size.height : chroma_extent(size.height);
    std::uint8_t* bytes = buffer.data(plane);
    for (int i = 0; i < buffer.stride(plane) * rows; ++i) {
      state = state * 1664525U + 1013904223U;
      bytes[i] = static_cast<std::uint8_t>(state >> 24);
    }
  }
  Packet packet;
  FrameInfo info;
  info.sequence = sequence;
  info.pts = std::chrono::milliseconds(100 * sequence);
  packet.frame = std::move(buffer).freeze(info);
  return packet;
}

class RecordingTest : public testing::Test {
 protected:
  [[nodiscard]] graph::NodeRunner runner(const nlohmann::ordered_json& options) {
    return {*world_.type("file_output"), options, clock_};
  }

  const ow::test::TemporaryFolder folder_;
  ow::test::FakeClock clock_;
  test::World world_;
};

TEST_F(RecordingTest, LinesOfAFullDiskStayWholeAndGoOnWhenThereIsRoom) {
  const path file = folder_ / "seen.jsonl";
  in_a_child([&] {
    auto node = runner({{"path", file.string()}});
    ASSERT_TRUE(node.start());
    std::size_t three_lines = 0;
    for (std::uint64_t i = 0; i < 3; ++i) three_lines += frame_line(test::packet(i)).size() + 1;
    limit_file_size(three_lines + 10);
    for (std::uint64_t i = 0; i < 6; ++i) ASSERT_TRUE(node.send(test::packet(i))) << "a live run goes on";
    EXPECT_EQ(node.health(), graph::Health::kRetrying);
    EXPECT_NE(node.message().find("stays readable"), std::string::npos) << node.message();
    EXPECT_EQ(node.facts().at("not_recorded"), "3 frames, while the disk was full") << "also while it lasts";
    EXPECT_EQ(read(file).size(), three_lines) << "the half line is taken back";
    limit_file_size(RLIM_INFINITY);
    ASSERT_TRUE(node.send(test::packet(6)));
    EXPECT_EQ(node.health(), graph::Health::kRetrying) << "it is not yet time to try again";
    EXPECT_EQ(node.next_try(), clock_.now() + std::chrono::seconds(5));
    clock_.advance(std::chrono::seconds(6));
    ASSERT_TRUE(node.send(test::packet(7)));
    EXPECT_EQ(node.health(), graph::Health::kOk);
    EXPECT_FALSE(node.next_try());
    EXPECT_EQ(node.facts().at("not_recorded"), "4 frames, while the disk was full");
    EXPECT_EQ(read(file), frame_line(test::packet(0)) + "\n" + frame_line(test::packet(1)) + "\n" +
                              frame_line(test::packet(2)) + "\n" + frame_line(test::packet(7)) + "\n");
  });
}

TEST_F(RecordingTest, AVideoThatCannotBeginLeavesNoEmptyFiles) {
  in_a_child([&] {
    auto node = runner({{"path", (folder_ / "seen.mp4").string()}});
    ASSERT_TRUE(node.start());
    limit_file_size(0);
    for (std::uint64_t i = 0; i < 3; ++i) {
      for (std::uint64_t frame = 0; frame < 30; ++frame) ASSERT_TRUE(node.send(noise(30 * i + frame, {320, 240})));
      EXPECT_EQ(node.health(), graph::Health::kRetrying);
      EXPECT_TRUE(std::filesystem::is_empty(folder_ / "")) << "at try " << i;
      clock_.advance(std::chrono::seconds(6));
    }
    limit_file_size(RLIM_INFINITY);
    for (std::uint64_t i = 90; i < 150; ++i) ASSERT_TRUE(node.send(noise(i, {320, 240})));
    ASSERT_TRUE(node.end());
    EXPECT_GT(frames_in(folder_ / "seen.mp4"), 0);
  });
}

TEST_F(RecordingTest, AVideoOnAFullDiskPlaysToItsLastFragmentAndGoesOnInANewFile) {
  const Size size{320, 240};
  in_a_child([&] {
    auto node = runner({{"path", (folder_ / "seen.mp4").string()}});
    ASSERT_TRUE(node.start());
    limit_file_size(1'500'000);
    std::uint64_t i = 0;
    for (; i < 200 && node.health() == graph::Health::kOk; ++i) ASSERT_TRUE(node.send(noise(i, size)));
    ASSERT_EQ(node.health(), graph::Health::kRetrying);
    const int kept = frames_in(folder_ / "seen.mp4");
    EXPECT_GE(kept, 20) << "a fragment a two seconds, at ten frames a second";
    EXPECT_LT(kept, static_cast<int>(i));
    limit_file_size(RLIM_INFINITY);
    clock_.advance(std::chrono::seconds(6));
    for (const std::uint64_t end = i + 60; i < end; ++i) ASSERT_TRUE(node.send(noise(i, size)));
    EXPECT_EQ(node.health(), graph::Health::kOk);
    EXPECT_EQ(node.facts().at("file"), (folder_ / "seen-2.mp4").string());
    ASSERT_TRUE(node.end());
    EXPECT_EQ(frames_in(folder_ / "seen-2.mp4"), 60);
    EXPECT_EQ(frames_in(folder_ / "seen.mp4"), kept) << "what was there is left alone";
  });
}

TEST_F(RecordingTest, TheFactNamesTheFileThatTheMessageNames) {
  for (const char* name : {"seen.mp4", "seen-2.mp4"}) std::ofstream(folder_ / name) << "what was recorded before";
  in_a_child([&] {
    auto node = runner({{"path", (folder_ / "seen.mp4").string()}});
    ASSERT_TRUE(node.start());
    ASSERT_TRUE(node.send(test::packet(0, {}, {64, 48})));
    EXPECT_EQ(node.facts().at("file"), (folder_ / "seen-3.mp4").string());
    std::filesystem::remove(folder_ / "seen.mp4");  // to make room
    limit_file_size(0);
    for (std::uint64_t i = 1; i < 40 && node.health() == graph::Health::kOk; ++i)
      ASSERT_TRUE(node.send(test::packet(i, {}, {128, 96})));
    ASSERT_EQ(node.health(), graph::Health::kRetrying);
    EXPECT_NE(node.message().find(node.facts().at("file")), std::string::npos)
        << node.message() << " and " << node.facts().at("file");
  });
}

TEST_F(RecordingTest, AVideoThatHoldsNothingLeavesNoFile) {
  in_a_child([&] {
    auto node = runner({{"path", (folder_ / "seen.mp4").string()}});
    ASSERT_TRUE(node.start());
    limit_file_size(5'000);
    std::uint64_t i = 0;
    for (; i < 200 && node.health() == graph::Health::kOk; ++i) ASSERT_TRUE(node.send(noise(i, {320, 240})));
    EXPECT_EQ(node.health(), graph::Health::kRetrying);
    EXPECT_TRUE(std::filesystem::is_empty(folder_));
  });
}

TEST_F(RecordingTest, AFullDiskTouchesNoFileThatTookTheNameOfAMovedVideo) {
  for (const rlim_t bytes : {rlim_t{5'000}, rlim_t{1'500'000}}) {  // without a whole fragment, and with some
    const path file = folder_ / "seen.mp4";
    const path moved = folder_ / (std::to_string(bytes) + ".mp4");
    in_a_child([&] {
      auto node = runner({{"path", file.string()}, {"existing", "overwrite"}});
      ASSERT_TRUE(node.start());
      ASSERT_TRUE(node.send(noise(0, {320, 240})));
      std::filesystem::rename(file, moved);
      std::ofstream(file) << "of somebody else";
      limit_file_size(bytes);
      for (std::uint64_t i = 1; i < 200 && node.health() == graph::Health::kOk; ++i)
        ASSERT_TRUE(node.send(noise(i, {320, 240})));
      ASSERT_EQ(node.health(), graph::Health::kRetrying);
    });
    EXPECT_EQ(read(file), "of somebody else") << bytes;
    if (bytes == 5'000) continue;
    EXPECT_GE(frames_in(moved), 20) << "the moved one is cut to what is whole";
  }
}

TEST_F(RecordingTest, AHalfLineOfAKilledProcessIsCutOffAndTheRestKept) {
  const path file = folder_ / "seen.jsonl";
  std::ofstream(file) << "{\"frame\":0}\n{\"frame\":1}\n{\"fra";
  auto node = runner({{"path", file.string()}});
  ASSERT_TRUE(node.start());
  ASSERT_TRUE(node.send(test::packet(2)));
  EXPECT_EQ(read(file), "{\"frame\":0}\n{\"frame\":1}\n" + frame_line(test::packet(2)) + "\n");
}

TEST_F(RecordingTest, ALastLineOfSomebodyElseIsEndedNotCutOff) {
  const path file = folder_ / "notes.txt";
  std::ofstream(file) << "my notes\nand more";
  auto node = runner({{"path", file.string()}});
  ASSERT_TRUE(node.start());
  ASSERT_TRUE(node.send(test::packet(0)));
  EXPECT_EQ(read(file), "my notes\nand more\n" + frame_line(test::packet(0)) + "\n");
}

TEST_F(RecordingTest, ALiveRunOverwritesNothingUnlessItIsToldTo) {
  const path file = folder_ / "seen.mp4";
  std::ofstream(file) << "what was recorded before";
  for (const char* existing : {"auto", "overwrite"}) {
    auto node = runner({{"path", file.string()}, {"existing", existing}});
    ASSERT_TRUE(node.start());
    ASSERT_TRUE(node.send(test::packet(0)));
    ASSERT_TRUE(node.end());
  }
  EXPECT_EQ(frames_in(folder_ / "seen-2.mp4"), 1);
  EXPECT_EQ(frames_in(file), 1);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "seen-3.mp4"));
}

TEST_F(RecordingTest, AnOfflineRunWritesAnew) {
  const path file = folder_ / "seen.jsonl";
  std::ofstream(file) << "old\n";
  auto node = runner({{"path", file.string()}});
  node.set_lossless(true);
  ASSERT_TRUE(node.start());
  ASSERT_TRUE(node.send(test::packet(0)));
  EXPECT_EQ(read(file), frame_line(test::packet(0)) + "\n");
}

TEST_F(RecordingTest, ARunThatGetsNoFrameLeavesTheLastOnesLinesAlone) {
  const path file = folder_ / "seen.jsonl";
  std::ofstream(file) << "old\n";
  auto node = runner({{"path", file.string()}, {"existing", "overwrite"}});
  ASSERT_TRUE(node.start());
  ASSERT_TRUE(node.end());
  EXPECT_EQ(read(file), "old\n");
}

TEST_F(RecordingTest, ARunThatGoesOnOverwritesNothing) {
  for (const char* existing : {"auto", "overwrite"}) {
    const path lines = folder_ / (std::string(existing) + ".jsonl");
    const path video = folder_ / (std::string(existing) + ".mp4");
    std::ofstream(lines) << "{}\n";
    std::ofstream(video) << "what was recorded before";
    for (const path& file : {lines, video}) {
      auto node = runner({{"path", file.string()}, {"existing", existing}});
      node.set_lossless(true);
      node.set_resumed(true);
      ASSERT_TRUE(node.start());
      ASSERT_TRUE(node.send(test::packet(0)));
      ASSERT_TRUE(node.end());
    }
    EXPECT_EQ(read(lines), "{}\n" + frame_line(test::packet(0)) + "\n");
    EXPECT_EQ(read(video), "what was recorded before");
    EXPECT_EQ(frames_in(folder_ / (std::string(existing) + "-2.mp4")), 1);
  }
}

TEST_F(RecordingTest, ACameraOfAnotherSizeBeginsANewFile) {
  auto node = runner({{"path", (folder_ / "seen.mp4").string()}});
  ASSERT_TRUE(node.start());
  for (std::uint64_t i = 0; i < 5; ++i) ASSERT_TRUE(node.send(test::packet(i, {}, {64, 48})));
  for (std::uint64_t i = 5; i < 12; ++i) ASSERT_TRUE(node.send(test::packet(i, {}, {128, 96})));
  ASSERT_TRUE(node.end());
  EXPECT_EQ(frames_in(folder_ / "seen.mp4"), 5);
  EXPECT_EQ(frames_in(folder_ / "seen-2.mp4"), 7);
  EXPECT_EQ(node.health(), graph::Health::kOk);
}

}  // namespace
}  // namespace ow::nodes
