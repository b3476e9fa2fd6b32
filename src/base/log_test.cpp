#include "base/log.h"

#include <gtest/gtest.h>
#include <stdlib.h>  // mkdtemp
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace ow {
namespace {

/// Runs in a child, whose limits and log are its own. The limit on the file's size stands for a full disk: a write is cut
/// short, then fails. Exit code 0: the log lost lines, said so, and went on when there was room again.
[[noreturn]] void log_on_a_full_disk(const std::filesystem::path& file) {
  std::signal(SIGXFSZ, SIG_IGN);
  if (!log::init({.file = file})) ::_exit(1);
  const rlimit limited{4'000, RLIM_INFINITY};
  if (::setrlimit(RLIMIT_FSIZE, &limited) != 0) ::_exit(2);
  for (int i = 0; i < 200; ++i) log::info("line {} of those that do not all fit", i);
  if (log::lines_lost() == 0) ::_exit(3);
  const rlimit free{RLIM_INFINITY, RLIM_INFINITY};
  if (::setrlimit(RLIMIT_FSIZE, &free) != 0) ::_exit(4);
  log::info("room again");
  ::_exit(log::lines_lost() == 0 ? 0 : 5);
}

TEST(Log, AFullDiskLosesLinesWholeAndSaysHowMany) {
  std::string folder = (std::filesystem::path(::testing::TempDir()) / "ow-log-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::filesystem::path file = std::filesystem::path(folder) / "overwatch.log";
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) log_on_a_full_disk(file);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);

  std::ifstream stream(file);
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
  EXPECT_TRUE(last.ends_with("room again")) << last;
  EXPECT_EQ(written - 1 + lost, 200) << "each line is there or counted";
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ow
