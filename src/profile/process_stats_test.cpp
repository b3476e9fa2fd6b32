#include "profile/process_stats.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace ow::profile {
namespace {

TEST(ProcessStats, ReadsThisProcess) {
  const ProcessStats stats = read_process_stats();
  EXPECT_GT(stats.resident_bytes, 100'000U);
  EXPECT_GE(stats.virtual_bytes, stats.resident_bytes);
  EXPECT_GE(stats.threads, 1U);
  EXPECT_GE(stats.fds_max, stats.open_fds);
}

TEST(ProcessStats, CountsDescriptors) {
  const std::uint64_t before = read_process_stats().open_fds;
  const int descriptor = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ASSERT_GE(descriptor, 0);
  EXPECT_EQ(read_process_stats().open_fds, before + 1);
  ::close(descriptor);
}

TEST(ProcessStats, NoProcNoFigures) { EXPECT_EQ(read_process_stats("/nowhere").resident_bytes, 0U); }

}  // namespace
}  // namespace ow::profile
