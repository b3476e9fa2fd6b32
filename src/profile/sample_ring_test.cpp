#include "profile/sample_ring.h"

#include <gtest/gtest.h>

#include <numeric>

namespace ow::profile {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint at(Duration since_start) { return TimePoint(1h) + since_start; }

TEST(NearestRank, IsTheSmallestValueThatCoversTheFraction) {
  std::vector<double> values(100);
  std::iota(values.begin(), values.end(), 1.0);
  EXPECT_DOUBLE_EQ(nearest_rank(values, 0.50), 50);
  EXPECT_DOUBLE_EQ(nearest_rank(values, 0.95), 95);
  EXPECT_DOUBLE_EQ(nearest_rank(values, 0.99), 99);
  EXPECT_DOUBLE_EQ(nearest_rank({7.0}, 0.5), 7);
  EXPECT_DOUBLE_EQ(nearest_rank({1.0, 2.0, 3.0}, 0.95), 3);
  EXPECT_DOUBLE_EQ(nearest_rank({}, 0.5), 0);
}

TEST(Summarise, OrdersTheValuesItself) {
  std::vector<double> values = {5, 1, 3};
  const OperationStats stats = summarise("scale", SpanKind::kWork, values);
  EXPECT_EQ(stats.count, 3U);
  EXPECT_DOUBLE_EQ(stats.avg_ms, 3);
  EXPECT_DOUBLE_EQ(stats.p50_ms, 3);
  EXPECT_DOUBLE_EQ(stats.max_ms, 5);
}

TEST(SampleRing, CollectsOnlyTheWindow) {
  SampleRing ring;
  ring.add(at(1s), 10);
  ring.add(at(2s), 20);
  std::vector<double> values;
  ring.collect(at(2s), values);
  EXPECT_EQ(values, std::vector<double>{20});
  EXPECT_EQ(ring.total_count(), 2U);
  EXPECT_DOUBLE_EQ(ring.total(), 30);
}

TEST(SampleRing, KeepsTheNewestOnlyAndStillTellsAHighRate) {
  SampleRing ring;
  constexpr int kEvents = 10'000;  // 1,000 a second for 10 s: more than the ring holds
  for (int event = 1; event <= kEvents; ++event) ring.add(at(event * 1ms), event);
  std::vector<double> values;
  ring.collect(at(0s), values);
  EXPECT_EQ(values.size(), SampleRing::kSamplesMax);
  EXPECT_EQ(ring.total_count(), 10'000U);
  EXPECT_NEAR(ring.rate(at(0s), at(10s)), 1000, 1e-6);
}

TEST(SampleRing, RateFallsToNothing) {
  SampleRing ring;
  for (int event = 1; event <= 30; ++event) ring.add(at(event * 100ms), 0);
  EXPECT_NEAR(ring.rate(at(0s), at(3s)), 10, 1e-6);
  EXPECT_DOUBLE_EQ(ring.rate(at(4s), at(34s)), 0);
  EXPECT_DOUBLE_EQ(ring.rate(at(4s), at(4s)), 0);
}

TEST(SampleRing, ClearForgetsTotals) {
  SampleRing ring;
  ring.add(at(1s), 10);
  ring.clear();
  EXPECT_EQ(ring.total_count(), 0U);
  EXPECT_DOUBLE_EQ(ring.rate(at(0s), at(2s)), 0);
}

}  // namespace
}  // namespace ow::profile
