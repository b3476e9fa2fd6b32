#include "nodes/view_pace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace ow::nodes {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;

/// When the pictures of frames that reach the view at `arrivals` (with their presentation times) are shown, in ms.
struct Arrival {
  microseconds pts;
  Duration time;
};

std::vector<double> shown_ms(ViewPace& pace, const std::vector<Arrival>& arrivals) {
  std::vector<double> shown;
  for (const Arrival& arrival : arrivals) {
    const TimePoint now(arrival.time);
    if (pace.pass(arrival.pts, now)) shown.push_back(to_ms(pace.due(now).time_since_epoch()));
  }
  return shown;
}

std::vector<double> intervals_of(const std::vector<double>& times) {
  std::vector<double> intervals;
  for (std::size_t i = 1; i < times.size(); ++i) intervals.push_back(times[i] - times[i - 1]);
  return intervals;
}

void expect_even(const std::vector<double>& shown, double fps, double tolerance_ms, double share) {
  const std::vector<double> intervals = intervals_of(shown);
  ASSERT_GT(intervals.size(), 10U);
  const double mean = (shown.back() - shown.front()) / static_cast<double>(intervals.size());
  EXPECT_NEAR(1000 / mean, fps, 0.02 * fps);
  const auto even =
      std::ranges::count_if(intervals, [&](double i) { return std::abs(i - 1000 / fps) <= tolerance_ms; });
  EXPECT_GE(static_cast<double>(even), share * static_cast<double>(intervals.size()));
}

constexpr int kFrames = 30 * 60;
microseconds pts_of(int frame) { return microseconds(frame * 1'000'000LL / 30); }

TEST(ViewPace, EverySecondOfThirtyAndNothingIsHeld) {
  ViewPace pace(15);
  std::vector<Arrival> arrivals;
  for (int frame = 0; frame < kFrames; ++frame) arrivals.push_back({pts_of(frame), pts_of(frame) + 40ms});
  const auto shown = shown_ms(pace, arrivals);
  expect_even(shown, 15, 0.1, 1);
  EXPECT_NEAR(shown[1], 66.7 + 40, 0.1) << "even frames wait for nothing";
}

TEST(ViewPace, AModelThatNeedsATouchMoreThanAFrameTime) {
  // 35 ms a frame, newest frame first: one in twenty is left out, and its neighbours come 35 or 105 ms apart.
  ViewPace pace(15);
  std::vector<Arrival> arrivals;
  Duration busy_until = 0ms;
  for (int frame = 0; frame < kFrames; ++frame) {
    if (frame + 1 < kFrames && Duration(pts_of(frame + 1)) <= busy_until) continue;  // a newer one is there already
    busy_until = std::max<Duration>(busy_until, pts_of(frame)) + 35ms;
    arrivals.push_back({pts_of(frame), busy_until});
  }
  ASSERT_LT(arrivals.size(), 0.97 * kFrames);
  expect_even(shown_ms(pace, arrivals), 15, 20, 0.95);
}

TEST(ViewPace, InferenceTimesThatJump) {
  ViewPace pace(15);
  std::mt19937 random(1);
  std::vector<Arrival> arrivals;
  Duration last = 0ms;
  for (int frame = 0; frame < kFrames; ++frame) {
    const Duration jitter = microseconds(random() % 20'000) + (frame % 97 == 0 ? 60ms : 0ms);
    last = std::max<Duration>(last + 1ms, pts_of(frame) + 30ms + jitter);
    arrivals.push_back({pts_of(frame), last});
  }
  expect_even(shown_ms(pace, arrivals), 15, 20, 0.95);
}

TEST(ViewPace, FramesThatAreSparedTheModelComeEarlyAndAreShownOnTheBeat) {
  for (const auto every : {66'667us, 80'000us}) {  // the view's own rate, and a camera of 12.5 fps
    ViewPace pace(15);
    std::mt19937 random(1);
    std::vector<Arrival> arrivals;
    for (int frame = 0; frame < kFrames; ++frame) {
      const bool spared = random() % 100 < 43;
      const Duration takes = spared ? Duration(3ms) : 30ms + microseconds(random() % 15'000);
      arrivals.push_back({every * frame, Duration(every) * frame + takes});
    }
    expect_even(shown_ms(pace, arrivals), 1e6 / static_cast<double>(every.count()), 20, 0.95);
  }
}

TEST(ViewPace, ASlowModelShowsAllItHasAtOnce) {
  ViewPace pace(15);
  std::vector<Arrival> arrivals;
  for (int frame = 0; frame < 100; ++frame)
    arrivals.push_back({microseconds(133ms) * frame, Duration(133ms) * frame + 90ms});
  const auto shown = shown_ms(pace, arrivals);
  ASSERT_EQ(shown.size(), arrivals.size());
  EXPECT_NEAR(shown.back(), to_ms(arrivals.back().time), 0.001);
}

TEST(ViewPace, FilmPlayedTwiceAsFastDoesNotDoubleTheRate) {
  ViewPace pace(15);
  std::vector<Arrival> arrivals;
  for (int frame = 0; frame < kFrames; ++frame) arrivals.push_back({pts_of(frame), Duration(pts_of(frame)) / 2});
  const auto shown = shown_ms(pace, arrivals);
  const double seconds = (shown.back() - shown.front()) / 1000;
  EXPECT_LE(static_cast<double>(shown.size()) / seconds, 15 * 1.05);
  EXPECT_GE(static_cast<double>(shown.size()) / seconds, 14);
}

TEST(ViewPace, ABurstAfterAPauseDoesNotFlood) {
  ViewPace pace(15);
  EXPECT_TRUE(pace.pass(0s, TimePoint(0s)));
  int passed = 0;
  for (int frame = 1; frame <= 10; ++frame) passed += pace.pass(microseconds(66'667) * frame, TimePoint(1s)) ? 1 : 0;
  EXPECT_EQ(passed, 2);
}

TEST(ViewPace, NothingIsHeldLongerThanAnInterval) {
  ViewPace pace(10);
  TimePoint ready(1s);
  for (int i = 0; i < 20; ++i) EXPECT_LE(pace.due(ready), ready + 100ms);
}

TEST(ViewPace, WithoutLossTheClockSaysNothing) {
  ViewPace pace(60);
  for (int frame = 0; frame < 100; ++frame) EXPECT_TRUE(pace.pass(pts_of(frame)));
}

}  // namespace
}  // namespace ow::nodes
