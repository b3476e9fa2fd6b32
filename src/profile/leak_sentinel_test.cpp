#include "profile/leak_sentinel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "tests/support/fake_clock.h"

namespace ow::profile {
namespace {

using namespace std::chrono_literals;

constexpr double kMb = 1 << 20;

/// Feeds `minutes` of samples, one each 20 s; `value` gives the bytes (or count) at a minute.
class LeakSentinelTest : public ::testing::Test {
 protected:
  void feed(double minutes, const std::function<double(double)>& value, const std::string& series = "resident_bytes") {
    const TimePoint end = clock_.now() + std::chrono::duration_cast<Duration>(minutes * 60s);
    for (; clock_.now() < end; clock_.advance(5s)) {
      if (sentinel_.due(clock_.now())) sentinel_.sample(series, clock_.now(), value(minute()));
    }
  }
  [[nodiscard]] double minute() const { return to_seconds(clock_.now() - begin_) / 60; }
  Growth only() {
    const auto growths = sentinel_.growths();
    EXPECT_EQ(growths.size(), 1U);
    return growths.empty() ? Growth{} : growths.front();
  }
  /// A level with the noise of an allocator: ±3 MB, and now and then a peak of a reconnection.
  static double noisy(double minute, double level_mb) {
    const double peak = std::fmod(minute, 7.0) < 0.4 ? 40 : 0;
    return (level_mb + 3 * std::sin(minute * 12.9) + peak) * kMb;
  }

  test::FakeClock clock_;
  const TimePoint begin_ = clock_.now();
  LeakSentinel sentinel_;
};

TEST(Trend, SlopeIsExactOnALineAndDeafToOutliers) {
  Trend trend(100);
  EXPECT_FALSE(trend.slope());
  for (int i = 0; i < 60; ++i) {
    const bool outlier = i % 6 == 3;
    trend.add(TimePoint(Duration(std::chrono::minutes(i))), outlier ? 1e6 : 2.0 * i);
  }
  EXPECT_NEAR(trend.slope()->per_hour, 120, 12);
  EXPECT_EQ(trend.span(), Duration(59min));
}

TEST(Trend, HoldsTheNewestOnly) {
  Trend trend(10);
  for (int i = 0; i < 100; ++i) trend.add(TimePoint(Duration(std::chrono::minutes(i))), i < 90 ? 1000 : i);
  EXPECT_NEAR(trend.slope()->per_hour, 60, 1e-6);
  trend.add(TimePoint(Duration(1min)), 5);  // a time that is past counts for nothing
  EXPECT_EQ(trend.newest(), 99);
}

TEST_F(LeakSentinelTest, ALeakIsFoundThroughTheNoise) {
  feed(60, [](double minute) { return noisy(minute, 200 + minute * 0.5); });  // 30 MB/h
  const Growth growth = only();
  EXPECT_TRUE(growth.suspicious);
  EXPECT_NEAR(growth.per_hour / kMb, 30, 6);
}

TEST_F(LeakSentinelTest, ALevelWithNoiseIsNoLeak) {
  for (int round = 0; round < 12; ++round) {
    feed(10, [](double minute) { return noisy(minute, 200); });
    for (const Growth& growth : sentinel_.growths()) EXPECT_FALSE(growth.suspicious) << minute();
  }
}

TEST_F(LeakSentinelTest, WarmingUpDoesNotCount) {
  feed(5, [](double minute) { return minute * 100 * kMb; });
  EXPECT_TRUE(sentinel_.growths().empty());
  feed(40, [](double) { return 500 * kMb; });
  EXPECT_NEAR(only().per_hour, 0, 1);
}

TEST_F(LeakSentinelTest, AStepIsNoLeak) {
  feed(60, [](double minute) { return (minute < 35 ? 200 : 260) * kMb; });
  EXPECT_FALSE(only().suspicious);
}

TEST_F(LeakSentinelTest, NothingIsSaidTooEarlyAndTheWarningEndsWithTheGrowth) {
  feed(15, [](double minute) { return minute * kMb; });
  EXPECT_FALSE(only().suspicious) << "ten minutes are no trend yet";
  feed(20, [](double minute) { return minute * kMb; });
  EXPECT_TRUE(only().suspicious);
  feed(60, [](double) { return 35 * kMb; });
  EXPECT_FALSE(only().suspicious);
}

TEST_F(LeakSentinelTest, ChangedWorkflowsBeginAnew) {
  feed(40, [](double minute) { return minute * kMb; });
  EXPECT_TRUE(only().suspicious);
  sentinel_.restart(clock_.now());
  EXPECT_TRUE(sentinel_.growths().empty());
}

TEST_F(LeakSentinelTest, DescriptorsAndThreadsHaveLimitsOfTheirOwn) {
  feed(
      40, [](double minute) { return std::floor(minute / 2); }, "descriptors");
  EXPECT_TRUE(only().suspicious);
  sentinel_.restart(clock_.now());
  feed(
      40, [](double minute) { return 20 + std::fmod(std::floor(minute * 3), 4); }, "threads");
  EXPECT_FALSE(only().suspicious);
}

}  // namespace
}  // namespace ow::profile
