#include "core/trace.h"

#include <gtest/gtest.h>

namespace ow {
namespace {

using std::chrono::milliseconds;

TEST(Trace, UnaccountedIsTheUncoveredTimeAndOverlapsCountOnce) {
  const TimePoint zero{};
  Trace trace(zero);
  trace.add("b", zero + milliseconds(10), zero + milliseconds(20));
  trace.add("a", zero, zero + milliseconds(5));
  trace.add("c", zero + milliseconds(12), zero + milliseconds(25), SpanKind::kWait);
  EXPECT_EQ(trace.unaccounted(zero + milliseconds(30)), milliseconds(10));
  EXPECT_EQ(trace.unaccounted(zero + milliseconds(15)), milliseconds(5));
}

TEST(Trace, KeepsABoundAndSaysWhatItLost) {
  Trace trace;
  for (std::size_t i = 0; i < Trace::kSpansMax + 3; ++i) trace.add("x", {}, {});
  EXPECT_EQ(trace.spans().size(), Trace::kSpansMax);
  EXPECT_EQ(trace.lost(), 3U);
}

}  // namespace
}  // namespace ow
