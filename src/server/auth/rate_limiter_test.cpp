#include "server/auth/rate_limiter.h"

#include <gtest/gtest.h>

#include "server/testing/manual_clock.h"

namespace ow::server {
namespace {

class RateLimiterTest : public testing::Test {
 protected:
  ManualClock clock;
};

TEST_F(RateLimiterTest, ABurstThenTheRate) {
  RateLimiter limiter({.burst = 2, .per_second = 0.5}, clock);
  EXPECT_FALSE(limiter.take("a"));
  EXPECT_FALSE(limiter.take("a"));
  EXPECT_EQ(limiter.take("a"), std::chrono::seconds(2));
  EXPECT_FALSE(limiter.take("b"));
  clock.advance(std::chrono::seconds(2));
  EXPECT_FALSE(limiter.take("a"));
  EXPECT_TRUE(limiter.take("a"));
  clock.advance(std::chrono::hours(1));
  EXPECT_FALSE(limiter.take("a"));
  EXPECT_FALSE(limiter.take("a"));
  EXPECT_TRUE(limiter.take("a")) << "more than the burst was saved up";
}

TEST_F(RateLimiterTest, GivesBack) {
  RateLimiter limiter({.burst = 1, .per_second = 0.1}, clock);
  EXPECT_FALSE(limiter.take("a"));
  limiter.give_back("a");
  limiter.give_back("a");
  EXPECT_FALSE(limiter.take("a"));
  EXPECT_TRUE(limiter.take("a"));
}

TEST_F(RateLimiterTest, AFloodOfKeysNeitherGrowsItNorFreesTheRefused) {
  RateLimiter limiter({.burst = 2, .per_second = 0.001}, clock, 64);
  limiter.take("bad");
  limiter.take("bad");
  for (int i = 0; i < 1000; ++i) {
    limiter.take(std::to_string(i));
    ASSERT_LE(limiter.size(), 64u);
  }
  EXPECT_TRUE(limiter.take("bad"));
}

TEST(RateKeyTest, OneCustomerOfIpv6HasManyAddresses) {
  EXPECT_EQ(rate_key_of("10.1.2.3"), "10.1.2.3");
  EXPECT_EQ(rate_key_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
  EXPECT_EQ(rate_key_of("2001:db8:1:2:ffff::1"), rate_key_of("2001:db8:1:2::9"));
  EXPECT_EQ(rate_key_of("fe80::1%eth0"), "fe80::");
}

}  // namespace
}  // namespace ow::server
