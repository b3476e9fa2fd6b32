#include "profile/system_stats.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace ow::profile {
namespace {

using namespace std::chrono_literals;

class SystemStatsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(proc_ / "self");
    write("meminfo", "MemTotal:  1000 kB\nMemFree: 1 kB\nMemAvailable:   400 kB\nHugePages_Total:       0\n");
    write("loadavg", "0.50 1.25 2.00 1/100 12345\n");
    write("stat",
          "cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 50 0 50 400 0 0 0 0 0 0\ncpu1 50 0 50 400 0 0 0 0 0 0\nintr 5\n");
  }
  void write(const char* name, const char* text) { std::ofstream(proc_ / name) << text; }

  test::FakeClock clock_;
  const ow::test::TemporaryFolder proc_;
};

TEST_F(SystemStatsTest, SharesAreThoseSinceTheSampleBefore) {
  SystemSampler sampler(clock_, {.proc = proc_, .nvml_library = "no-such-library.so"});
  write("stat",
        "cpu  150 0 100 850 0 0 0 0 0 0\ncpu0 100 0 50 400 0 0 0 0 0 0\ncpu1 50 0 50 450 0 0 0 0 0 0\nintr 5\n");
  clock_.advance(1s);
  const SystemStats stats = sampler.sample();
  EXPECT_DOUBLE_EQ(stats.cpu_percent, 50);
  EXPECT_EQ(stats.core_percent, (std::vector<double>{100, 0}));
  EXPECT_EQ(stats.memory_total_bytes, 1000U * 1024);
  EXPECT_EQ(stats.memory_available_bytes, 400U * 1024);
  EXPECT_EQ(stats.load_average, (std::array<double, 3>{0.5, 1.25, 2.0}));
  EXPECT_TRUE(stats.gpus.empty());
}

TEST_F(SystemStatsTest, CallsInAHurryShareOneAnswer) {
  SystemSampler sampler(clock_, {.proc = proc_, .nvml_library = "no-such-library.so"});
  clock_.advance(1s);
  (void)sampler.sample();
  write("meminfo", "MemTotal: 1000 kB\nMemAvailable: 1 kB\n");
  clock_.advance(100ms);
  EXPECT_EQ(sampler.sample().memory_available_bytes, 400U * 1024);
  clock_.advance(400ms);
  EXPECT_EQ(sampler.sample().memory_available_bytes, 1024U);
}

TEST_F(SystemStatsTest, ProcessShareFromItsTicks) {
  const auto tick = static_cast<double>(::sysconf(_SC_CLK_TCK));
  const auto process = [&](double seconds) {
    std::ofstream(proc_ / "self" / "stat")
        << "7 (a b) c) S 1 1 1 0 -1 0 0 0 0 0 " << static_cast<int>(seconds * tick) << " 0 0 0 20 0 3 0 0 0\n";
  };
  process(1);
  SystemSampler sampler(clock_, {.proc = proc_, .nvml_library = "no-such-library.so"});
  process(4);
  clock_.advance(2s);
  const SystemStats stats = sampler.sample();
  EXPECT_DOUBLE_EQ(stats.process_cpu_percent, 150);
  EXPECT_EQ(stats.process.threads, 3U);
}

TEST_F(SystemStatsTest, NvmlIsReadWhenItIsThere) {
  SystemSampler sampler(clock_, {.proc = proc_, .nvml_library = OW_FAKE_NVML});
  const SystemStats stats = sampler.sample();
  ASSERT_EQ(stats.gpus.size(), 2U);
  EXPECT_EQ(stats.gpus[0].name, "Fake GPU 0");
  EXPECT_EQ(stats.gpus[0].utilisation_percent, 37.0);
  EXPECT_EQ(stats.gpus[0].memory_total_bytes, 8ULL << 30);
  EXPECT_EQ(stats.gpus[0].memory_used_bytes, 1ULL << 30);
  EXPECT_EQ(stats.gpus[0].temperature_celsius, 55.0);
  EXPECT_EQ(stats.gpus[1].utilisation_percent, std::nullopt) << "a MIG device tells no utilisation";
}

TEST(SystemStats, ReadsTheRealMachine) {
  const SteadyClock clock;
  SystemSampler sampler(clock);
  const SystemStats stats = sampler.sample();
  EXPECT_GT(stats.memory_total_bytes, stats.memory_available_bytes);
  EXPECT_GE(stats.core_percent.size(), 1U);
  EXPECT_GT(stats.process.resident_bytes, 0U);
}

}  // namespace
}  // namespace ow::profile
