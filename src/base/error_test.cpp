#include "base/error.h"

#include <gtest/gtest.h>

namespace ow {
namespace {

Result<int> half(int value) {
  if (value % 2 != 0) return fail_at("value", ErrorCode::kInvalidArgument, "{} is odd", value);
  return value / 2;
}

Result<int> quarter(int value) {
  OW_TRY(int once, half(value));
  return half(once);
}

TEST(Error, TryPassesTheValueOrTheFirstError) {
  EXPECT_EQ(*quarter(8), 2);
  auto failed = quarter(6);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().text(), "value: 3 is odd");
  EXPECT_EQ(to_string(failed.error().code), "invalid_argument");
}

}  // namespace
}  // namespace ow
