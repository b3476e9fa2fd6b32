#include "engine/watched_store.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "engine/failing_store.h"

namespace ow::engine {
namespace {

class WatchedStoreTest : public testing::Test {
 protected:
  WatchedStoreTest() {
    std::filesystem::remove_all(folder_);
    auto failing = std::make_unique<FailingStore>(std::move(*store::WorkflowStore::open(folder_ / "store.db")));
    store_ = failing.get();
    watched_ = std::make_unique<WatchedStore>(std::move(failing), notices_);
  }
  ~WatchedStoreTest() override {
    watched_.reset();
    std::filesystem::remove_all(folder_);
  }
  [[nodiscard]] std::string notice() const {
    for (const Notice& each : notices_.list()) {
      if (each.topic == "store") return each.message;
    }
    return {};
  }

  const std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / "ow_watched_store_test";
  NoticeBoard notices_;
  FailingStore* store_ = nullptr;
  std::unique_ptr<WatchedStore> watched_;
};

TEST_F(WatchedStoreTest, DamageIsPutUp) {
  ASSERT_EQ(notices_.list().size(), 1U);
  EXPECT_EQ(notices_.list()[0].message, "it was damaged");
}

TEST_F(WatchedStoreTest, AFullDiskIsANoticeUntilAWriteSucceeds) {
  store_->fail_writing(Error{ErrorCode::kStorageFull, "the disk is full", {}});
  EXPECT_EQ(watched_->create("a", "n", "{}").error().code, ErrorCode::kStorageFull);
  EXPECT_NE(notice().find("the disk is full"), std::string::npos);
  EXPECT_TRUE(watched_->in_trouble());
  EXPECT_TRUE(watched_->list()) << "reading works, which says nothing of writing";
  EXPECT_NE(notice(), "");
  EXPECT_FALSE(watched_->probe());
  store_->fail_writing(std::nullopt);
  EXPECT_TRUE(watched_->probe());
  EXPECT_EQ(notice(), "");
  EXPECT_FALSE(watched_->in_trouble());
}

TEST_F(WatchedStoreTest, AnUnreadableStoreIsANoticeUntilItIsRead) {
  store_->fail_reading(Error{ErrorCode::kUnavailable, "locked", {}});
  EXPECT_FALSE(watched_->list());
  EXPECT_FALSE(watched_->probe());
  EXPECT_NE(notice(), "");
  store_->fail_reading(std::nullopt);
  EXPECT_TRUE(watched_->get("nobody").error().code == ErrorCode::kNotFound);
  EXPECT_TRUE(watched_->list());
  EXPECT_EQ(notice(), "");
}

TEST_F(WatchedStoreTest, AWrongCallIsNoTrouble) {
  ASSERT_TRUE(watched_->create("a", "n", "{}"));
  EXPECT_EQ(watched_->create("a", "n", "{}").error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(watched_->get("b").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(notice(), "");
}

}  // namespace
}  // namespace ow::engine
