#include <gtest/gtest.h>

#include "store/test_support.h"
#include "store/workflow_store.h"

namespace ow::store {
namespace {

using WorkflowTrashTest = StoreTest;

TEST_F(WorkflowTrashTest, ARemovedWorkflowComesBackWithItsVersions) {
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "one", "{}"));
  ASSERT_TRUE(store->update("demo", "two", R"({"a":1})", {}, "anna"));
  ASSERT_TRUE(store->remove("demo"));
  EXPECT_EQ(store->get("demo").error().code, ErrorCode::kNotFound);
  const auto removed = store->removed();
  ASSERT_EQ(removed->size(), 1U);
  EXPECT_EQ(removed->at(0).name, "two");
  EXPECT_EQ(removed->at(0).version, 2);
  const auto back = open()->restore_removed("demo");
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_EQ(back->document, R"({"a":1})");
  EXPECT_EQ(store->version("demo", 1)->document, "{}");
  EXPECT_EQ(store->version("demo", 1)->author, "");
  EXPECT_EQ(store->versions("demo")->front().author, "anna");
  EXPECT_TRUE(store->removed()->empty());
  EXPECT_EQ(store->restore_removed("demo").error().code, ErrorCode::kNotFound);
}

TEST_F(WorkflowTrashTest, EachRemovedWorkflowKeepsItsOwnVersions) {
  const auto store = open();
  constexpr int kWorkflows = 4, kVersions = 5;
  for (int i = 0; i < kWorkflows; ++i) {
    const std::string id = "w" + std::to_string(i);
    ASSERT_TRUE(store->create(id, id, "[1," + std::to_string(i) + "]"));
    for (int version = 2; version <= kVersions; ++version) {
      ASSERT_TRUE(store->update(id, id, "[" + std::to_string(version) + "," + std::to_string(i) + "]", {}));
    }
    const Status removed = store->remove(id);
    ASSERT_TRUE(removed) << removed.error().text();
  }
  for (int i = 0; i < kWorkflows; ++i) {
    const std::string id = "w" + std::to_string(i);
    ASSERT_TRUE(store->restore_removed(id));
    for (int version = 1; version <= kVersions; ++version) {
      const auto found = store->version(id, version);
      ASSERT_TRUE(found) << id << " version " << version;
      EXPECT_EQ(found->document, "[" + std::to_string(version) + "," + std::to_string(i) + "]");
    }
  }
}

TEST_F(WorkflowTrashTest, AnIdInUseAgainIsNotOverwritten) {
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "old", "{}"));
  ASSERT_TRUE(store->remove("demo"));
  ASSERT_TRUE(store->create("demo", "new", "{}"));
  EXPECT_EQ(store->restore_removed("demo").error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(store->get("demo")->name, "new");
  ASSERT_TRUE(store->remove("demo"));
  EXPECT_EQ(store->restore_removed("demo")->name, "new");  // the last removed one first
  ASSERT_TRUE(store->forget_removed());
  EXPECT_TRUE(store->removed()->empty());
}

TEST_F(WorkflowTrashTest, TheTrashIsBounded) {
  const auto store = open();
  for (int i = 0; i < 55; ++i) {
    const std::string id = "w" + std::to_string(i);
    ASSERT_TRUE(store->create(id, id, "{}"));
    ASSERT_TRUE(store->remove(id));
  }
  const auto removed = store->removed();
  ASSERT_EQ(removed->size(), 50U);
  EXPECT_EQ(removed->front().id, "w54");
  EXPECT_EQ(removed->back().id, "w5");
}

TEST_F(WorkflowTrashTest, VersionsAreHadOneByOne) {
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "n", "{}"));
  ASSERT_TRUE(store->update("demo", "n", R"({"a":1})", {}));
  EXPECT_EQ(store->version("demo", 2)->document, R"({"a":1})");
  EXPECT_EQ(store->version("demo", 2)->author, "");
  EXPECT_EQ(store->version("demo", 3).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store->version("nobody", 1).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace ow::store
