#include "nodes/rate_gate.h"

#include <gtest/gtest.h>

#include "nodes/backoff.h"
#include "nodes/picture_budget.h"
#include "nodes/playback.h"

namespace ow::nodes {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

int passed(double fps, double source_fps, int frames) {
  RateGate gate(fps);
  int count = 0;
  for (int i = 0; i < frames; ++i)
    count += gate.pass(microseconds(static_cast<std::int64_t>(i * 1e6 / source_fps))) ? 1 : 0;
  return count;
}

TEST(RateGate, KeepsTheWantedRateWhateverTheSourcesRateIs) {
  EXPECT_EQ(passed(0, 30, 300), 300);
  EXPECT_EQ(passed(15, 30, 300), 150);
  EXPECT_NEAR(passed(12, 30, 300), 120, 1);
  EXPECT_NEAR(passed(10, 29.97, 3000), 1001, 2);
  EXPECT_EQ(passed(60, 30, 300), 300);
}

TEST(RateGate, APauseIsNotMadeUpForByABurst) {
  RateGate gate(10);
  EXPECT_TRUE(gate.pass(milliseconds(0)));
  EXPECT_TRUE(gate.pass(milliseconds(5000)));
  EXPECT_FALSE(gate.pass(milliseconds(5033)));
  EXPECT_FALSE(gate.pass(milliseconds(5066)));
  EXPECT_TRUE(gate.pass(milliseconds(5100)));
}

TEST(Playback, MapsTimesAtASpeedAndAnchorsAnewWhenHopelesslyLate) {
  Playback playback(2);
  const TimePoint start{};
  EXPECT_EQ(playback.due(milliseconds(0), start), start);
  EXPECT_EQ(playback.due(milliseconds(1000), start), start + milliseconds(500));
  const TimePoint late = start + std::chrono::seconds(10);
  EXPECT_EQ(playback.due(milliseconds(2000), late), late);
  EXPECT_EQ(playback.due(milliseconds(4000), late), late + std::chrono::seconds(1));
}

TEST(Backoff, GrowsToItsLimitWithJitterAndStartsAnew) {
  Backoff backoff;
  for (const int base : {500, 1000, 2000, 4000, 4000}) {
    const auto pause = backoff.next().count();
    EXPECT_GE(pause, base * 8 / 10);
    EXPECT_LE(pause, base);
  }
  backoff.reset();
  EXPECT_LE(backoff.next().count(), 500);
}

TEST(PictureBudget, LowersQualityThenSizeAndRecovers) {
  PictureBudget budget(60, true);
  budget.encoded(90'000);
  EXPECT_EQ(budget.quality(), 50);
  budget.encoded(90'000);
  EXPECT_EQ(budget.quality(), 40);
  EXPECT_EQ(budget.scale(), 1);
  budget.encoded(90'000);
  EXPECT_EQ(budget.quality(), 40);
  EXPECT_LT(budget.scale(), 1);
  for (int i = 0; i < 1000; ++i) budget.encoded(10'000);
  EXPECT_EQ(budget.quality(), 60);
  EXPECT_EQ(budget.scale(), 1);
}

TEST(PictureBudget, ManualAndAlreadyLowQualitiesAreKept) {
  PictureBudget manual(85, false);
  manual.encoded(900'000);
  EXPECT_EQ(manual.quality(), 85);
  PictureBudget low(30, true);
  low.encoded(90'000);
  EXPECT_EQ(low.quality(), 30);
  EXPECT_LT(low.scale(), 1);
}

}  // namespace
}  // namespace ow::nodes
