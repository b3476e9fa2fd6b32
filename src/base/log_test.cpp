#include "base/log.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/temporary_folder.h"

namespace ow::log {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

ino_t inode(const std::filesystem::path& path) {
  struct stat status {};
  ::stat(path.c_str(), &status);
  return status.st_ino;
}

class LogTest : public testing::Test {
 protected:
  void TearDown() override { ASSERT_TRUE(init({.file = {}})); }

  const ow::test::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / "overwatch.log";
};

TEST_F(LogTest, StaysBelowItsLimitInPlaceSoThatTailGoesOn) {
  constexpr std::uint64_t kLimit = 2000;
  ASSERT_TRUE(init({.file = file_, .file_bytes_max = kLimit}));
  info("the first line");
  const ino_t before = inode(file_);
  for (int i = 0; i < 200; ++i) {
    info("line {}", i);
    ASSERT_LE(std::filesystem::file_size(file_), kLimit);
  }
  EXPECT_EQ(inode(file_), before);
  EXPECT_THAT(content(file_), HasSubstr("line 199\n"));
  EXPECT_THAT(content(file_), Not(HasSubstr("the first line")));
}

TEST_F(LogTest, TheNullDeviceIsTakenAsItIs) {
  const auto opened = init({.file = "/dev/null"});
  ASSERT_TRUE(opened) << opened.error().text();
  EXPECT_EQ(opened->file, "/dev/null");
}

TEST_F(LogTest, ALineStaysOneLineWhateverItQuotes) {
  ASSERT_TRUE(init({.file = file_}));
  info("no file 'x\n2026-11-28 19:00:00.000 error FORGED\r\x1b[31m\xc2\x9b\x7f.mp4', cafe\t");
  EXPECT_THAT(content(file_),
              HasSubstr("'x\\n2026-11-28 19:00:00.000 error FORGED\\r\\x1b[31m\\x9b\\x7f.mp4', cafe\t\n"));
  write_block(Level::kInfo, "first\nsecond\x1b");
  EXPECT_THAT(content(file_), HasSubstr("first\nsecond\\x1b\n"));
}

TEST_F(LogTest, CountsWhatAnotherProcessWroteToTheSameFile) {
  ASSERT_TRUE(init({.file = file_, .file_bytes_max = 1000}));
  info("ours");
  std::ofstream(file_, std::ios::app) << std::string(990, 'x') << '\n';
  info("after the limit");
  EXPECT_LE(std::filesystem::file_size(file_), 1000U);
  EXPECT_THAT(content(file_), HasSubstr("after the limit"));
}

TEST_F(LogTest, ReopensAfterARotationFromOutside) {
  ASSERT_TRUE(init({.file = file_}));
  info("before");
  std::filesystem::rename(file_, folder_ / "overwatch.log.1");
  info("still the old file");
  ASSERT_TRUE(reopen());
  info("after");
  EXPECT_THAT(content(folder_ / "overwatch.log.1"), HasSubstr("still the old file"));
  EXPECT_THAT(content(file_), HasSubstr("after"));
  EXPECT_THAT(content(file_), Not(HasSubstr("still the old file")));
}

TEST_F(LogTest, AReopenThatFailsKeepsTheOpenFile) {
  ASSERT_TRUE(init({.file = file_}));
  std::filesystem::rename(file_, folder_ / "old.log");
  std::filesystem::create_directory(file_);
  EXPECT_FALSE(reopen());
  info("goes on");
  EXPECT_THAT(content(folder_ / "old.log"), HasSubstr("goes on"));
}

TEST_F(LogTest, FollowsNoLinkAndTakesAnotherName) {
  std::ofstream(folder_ / "target") << "precious\n";
  std::filesystem::create_symlink(folder_ / "target", file_);
  const auto opened = init({.file = file_});
  ASSERT_TRUE(opened);
  EXPECT_NE(opened->file, file_);
  EXPECT_EQ(opened->note, file_.string() + " is a link, which a log does not follow");
  info("elsewhere");
  EXPECT_EQ(content(folder_ / "target"), "precious\n");
  EXPECT_THAT(content(opened->file), HasSubstr("elsewhere"));
}

TEST_F(LogTest, AFifoDoesNotHangTheStartAndIsCalledWhatItIs) {
  ASSERT_EQ(::mkfifo(file_.c_str(), 0600), 0);
  const auto opened = init({.file = file_});
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("is a pipe or a device"));
  const int reader = ::open(file_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  const auto read = init({.file = file_});
  ::close(reader);
  ASSERT_FALSE(read) << "somebody who reads makes no file of it";
  EXPECT_THAT(read.error().message, HasSubstr("is a pipe or a device"));
}

TEST_F(LogTest, AFolderIsRefusedAndNothingIsMadeBesideIt) {
  std::filesystem::create_directory(file_);
  const auto opened = init({.file = file_});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(opened.error().message, "the log file " + file_.string() + " is a folder; name a file in it");
  EXPECT_FALSE(std::filesystem::exists(file_.string() + "." + std::to_string(::geteuid())));
}

TEST_F(LogTest, AFileOfSomebodyElseIsLeftAndSaid) {
  std::ofstream(file_) << "theirs\n";
  if (::geteuid() != 0 || ::chown(file_.c_str(), 12345, 12345) != 0) GTEST_SKIP() << "takes root rights";
  const auto opened = init({.file = file_});
  ASSERT_TRUE(opened) << opened.error().text();
  EXPECT_EQ(opened->file, file_.string() + ".0");
  EXPECT_EQ(opened->note, file_.string() + " belongs to somebody else");
  EXPECT_EQ(content(file_), "theirs\n");
}

TEST_F(LogTest, WhereNoNameCanBeOpenedTheOneThatWasAskedForIsSaid) {
  const auto opened = init({.file = folder_ / "gone/x.log"});
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("gone/x.log: No such file"));
}

TEST_F(LogTest, IsForItsOwnerOnly) {
  ::close(::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
  ASSERT_TRUE(init({.file = file_}));
  EXPECT_EQ(std::filesystem::status(file_).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

/// A file size limit fails a write as a full disk does, half-way through a line too.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_F(LogTest, AFullDiskLosesLinesWholeAndSaysHowMany) {
  ASSERT_TRUE(init({.file = file_}));
  {
    const FileSizeLimit full(4000);
    for (int i = 0; i < 200; ++i) info("line {} of those that do not all fit", i);
  }
  info("room again");

  std::ifstream stream(file_);
  int written = 0;
  int lost = 0;
  std::string last;
  for (std::string line; std::getline(stream, line); last = line) {
    if (line.starts_with("---")) {
      lost += std::stoi(line.substr(4));
    } else {
      ++written;
      EXPECT_TRUE(line.ends_with("fit") || line.ends_with("room again")) << line;
    }
  }
  EXPECT_GT(lost, 0);
  EXPECT_TRUE(last.ends_with("room again")) << last;
  EXPECT_EQ(written - 1 + lost, 200) << "each line is there or counted";
}

}  // namespace
}  // namespace ow::log
