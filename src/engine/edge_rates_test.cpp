#include "engine/edge_rates.h"

#include <gtest/gtest.h>

namespace ow::engine {
namespace {

using namespace std::chrono_literals;

class EdgeRatesTest : public testing::Test {
 protected:
  EdgeRatesTest() { rates_.reset(start_); }
  double look(Duration after, std::uint64_t packets) { return rates_.look(start_ + after, {packets}).at(0); }
  const TimePoint start_{1h};
  EdgeRates rates_;
};

TEST_F(EdgeRatesTest, CountsSinceTheStartAtFirst) {
  EXPECT_EQ(look(0s, 0), 0);
  EXPECT_DOUBLE_EQ(look(1s, 30), 30);
}

TEST_F(EdgeRatesTest, FollowsTheLastSeconds) {
  for (int tick = 0; tick <= 20; ++tick) look(tick * 500ms, static_cast<std::uint64_t>(tick) * 15);
  EXPECT_DOUBLE_EQ(look(10s, 300), 30);
  for (int tick = 1; tick <= 6; ++tick) look(10s + tick * 500ms, 300);  // nothing comes any more
  EXPECT_DOUBLE_EQ(look(13s, 300), 0);
}

TEST_F(EdgeRatesTest, AfterALongPauseTheWholePauseCounts) {
  look(1s, 30);
  EXPECT_DOUBLE_EQ(look(61s, 630), 10);
}

TEST_F(EdgeRatesTest, ANewRunBeginsAnew) {
  look(1s, 100);
  rates_.reset(start_ + 2s);
  EXPECT_DOUBLE_EQ(look(3s, 5), 5);
}

}  // namespace
}  // namespace ow::engine
