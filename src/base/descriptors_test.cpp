#include "base/descriptors.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace ow {
namespace {

TEST(Descriptors, TheLimitIsRaisedToWhatIsAllowed) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit low = before;
  low.rlim_cur = 64;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &low), 0);
  const std::uint64_t now = raise_descriptor_limit();
  EXPECT_GT(now, 64U);
#ifndef __APPLE__
  EXPECT_EQ(now, before.rlim_max);
#endif
  EXPECT_EQ(raise_descriptor_limit(), now);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

}  // namespace
}  // namespace ow
