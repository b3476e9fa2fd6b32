#include "core/notices.h"

#include <gtest/gtest.h>

namespace ow {
namespace {

TEST(NoticeBoard, KeepsOneNoticeATopicUntilItIsCleared) {
  NoticeBoard board;
  EXPECT_TRUE(board.list().empty());
  board.set({"store", Severity::kWarning, "locked"});
  board.set({"descriptors", Severity::kError, "none left"});
  board.set({"store", Severity::kError, "damaged"});
  const auto notices = board.list();
  ASSERT_EQ(notices.size(), 2U);
  EXPECT_EQ(notices[0].topic, "descriptors");
  EXPECT_EQ(notices[1].message, "damaged");
  EXPECT_EQ(notices[1].severity, Severity::kError);
  board.clear("store");
  board.clear("never set");
  ASSERT_EQ(board.list().size(), 1U);
  EXPECT_EQ(board.list()[0].topic, "descriptors");
}

}  // namespace
}  // namespace ow
