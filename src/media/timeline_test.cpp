#include "media/timeline.h"

#include <gtest/gtest.h>

namespace ow::media {
namespace {

using std::chrono::microseconds;
using namespace std::chrono_literals;

TEST(Timeline, StartsAtZeroAndKeepsVariableRates) {
  Timeline timeline(40ms);
  EXPECT_EQ(timeline.next(microseconds(5s)), 0us);
  EXPECT_EQ(timeline.next(microseconds(5010ms)), 10ms);
  EXPECT_EQ(timeline.next(microseconds(5300ms)), 300ms);
}

TEST(Timeline, NeverDecreasesAndFillsGaps) {
  Timeline timeline(40ms);
  timeline.next(microseconds(0));
  EXPECT_EQ(timeline.next(microseconds(100ms)), 100ms);
  EXPECT_EQ(timeline.next(microseconds(90ms)), 100ms);
  EXPECT_EQ(timeline.next(std::nullopt), 140ms);
}

TEST(Timeline, StuckStampsFollowTheArrival) {
  Timeline timeline(40ms);
  timeline.next(microseconds(7s));
  EXPECT_EQ(timeline.next(microseconds(7s)), 40ms);
  EXPECT_EQ(timeline.next(microseconds(7s), microseconds(66ms)), 106ms);
}

TEST(Timeline, GoesOnAfterANewClockAndAfterRestart) {
  Timeline timeline(40ms);
  timeline.next(microseconds(100s));
  EXPECT_EQ(timeline.next(microseconds(101s)), 1s);
  EXPECT_EQ(timeline.next(microseconds(3s)), 1040ms);
  EXPECT_EQ(timeline.next(microseconds(3100ms)), 1140ms);
  timeline.restart();
  EXPECT_EQ(timeline.next(microseconds(0)), 1180ms);
  EXPECT_EQ(timeline.next(microseconds(20ms)), 1200ms);
}

}  // namespace
}  // namespace ow::media
