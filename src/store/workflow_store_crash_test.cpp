// What is left after a process died or the disk was full in the middle of writing: everything that was acknowledged.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <string>

#include "store/test_support.h"

namespace ow::store {
namespace {

using WorkflowStoreCrashTest = StoreTest;

/// Runs in the child: creates workflows without end and writes one byte to `acknowledge` after each that was accepted.
[[noreturn]] void write_without_end(const std::filesystem::path& file, int acknowledge) {
  auto store = WorkflowStore::open(file);
  if (!store) ::_exit(1);
  for (int id = 0; id < 9'000; ++id) {
    if (!(*store)->create(fmt::format("w-{}", id), "n", std::string(2'000, 'd'))) ::_exit(2);
    if (::write(acknowledge, "+", 1) != 1) ::_exit(3);
  }
  ::_exit(4);
}

/// Reads acknowledgements until `count` have come or the writer is gone; returns how many came.
int read_acknowledgements(int descriptor, int count) {
  int seen = 0;
  char byte = 0;
  while (seen < count && ::read(descriptor, &byte, 1) == 1) ++seen;
  return seen;
}

TEST_F(WorkflowStoreCrashTest, KilledWriterLosesNothingAcknowledged) {
  for (int round = 0; round < 3; ++round) {
    const auto file = folder_ / std::to_string(round) / "overwatch.db";
    int channel[2];
    ASSERT_EQ(::pipe(channel), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) write_without_end(file, channel[1]);
    ::close(channel[1]);
    int acknowledged = read_acknowledgements(channel[0], 25 + round);
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself: " << status;
    acknowledged += read_acknowledgements(channel[0], 9'000);  // those it still sent before it died
    ::close(channel[0]);
    ASSERT_GE(acknowledged, 25);

    const auto store = open(file);
    for (int id = 0; id < acknowledged; ++id) {
      const auto found = store->get(fmt::format("w-{}", id));
      ASSERT_TRUE(found.has_value()) << found.error().text();
      EXPECT_EQ(found->document.size(), 2'000U);
    }
    EXPECT_LE(store->list()->size(), static_cast<std::size_t>(acknowledged) + 1);
    EXPECT_TRUE(store->create("after", "n", "{}"));
  }
}

/// Runs in the child, under a limit on file sizes; the exit code tells what happened.
[[noreturn]] void write_until_full(const std::filesystem::path& file) {
  constexpr rlim_t kBytesMax = 400 << 10;
  const rlimit limit{kBytesMax, kBytesMax};
  std::signal(SIGXFSZ, SIG_IGN);
  auto store = WorkflowStore::open(file);
  if (!store || ::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(1);
  for (int id = 0; id < 100; ++id) {
    const auto made = (*store)->create(fmt::format("w-{}", id), "n", std::string(20'000, 'd'));
    if (made) continue;
    if (made.error().code != ErrorCode::kResourceExhausted) ::_exit(2);
    const auto all = (*store)->list();
    ::_exit(all && all->size() == static_cast<std::size_t>(id) ? 0 : 3);
  }
  ::_exit(4);
}

TEST_F(WorkflowStoreCrashTest, FullDiskIsAClearErrorAndTheRestStaysReadable) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) write_until_full(file_);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  const auto store = open();
  EXPECT_GE(store->list()->size(), 5U);
  EXPECT_TRUE(store->create("after", "n", "{}"));
}

}  // namespace
}  // namespace ow::store
