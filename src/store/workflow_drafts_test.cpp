#include <gtest/gtest.h>

#include "store/test_support.h"
#include "store/workflow_store.h"

namespace ow::store {
namespace {

using WorkflowDraftsTest = StoreTest;

Draft draft_of(const std::string& keeper, const std::string& document, std::int64_t base_version = 1) {
  return {.keeper = keeper, .author = "anna", .document = document, .base_version = base_version};
}

TEST_F(WorkflowDraftsTest, TheyLiveApartFromVersions) {
  const auto store = open();
  EXPECT_EQ(store->set_draft("demo", draft_of("", "{}")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store->drafts("demo").error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(store->create("demo", "n", "{}"));
  EXPECT_EQ(store->draft("demo", "").error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(store->drafts("demo")->empty());
  ASSERT_TRUE(store->set_draft("demo", draft_of("", R"({"half":)")));
  ASSERT_TRUE(store->set_draft("demo", draft_of("", R"({"half":true})")));
  EXPECT_EQ(open()->draft("demo", "")->document, R"({"half":true})");
  EXPECT_EQ(store->draft("demo", "")->base_version, 1);
  EXPECT_EQ(store->get("demo")->version, 1);
  EXPECT_EQ(store->set_draft("demo", draft_of("", std::string((1U << 20) + 1, 'x'))).error().code,
            ErrorCode::kInvalidArgument);
  ASSERT_TRUE(store->remove_draft("demo", ""));
  EXPECT_EQ(store->remove_draft("demo", "").error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(store->set_draft("demo", draft_of("", "{}")));
  ASSERT_TRUE(store->remove("demo"));  // the drafts go with it, and come back
  EXPECT_EQ(store->draft("demo", "").error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(store->create("demo", "another", "[]"));
  EXPECT_TRUE(store->drafts("demo")->empty());
  ASSERT_TRUE(store->remove("demo"));
  ASSERT_TRUE(store->forget_removed());
  ASSERT_TRUE(store->create("demo", "n", "{}"));
  ASSERT_TRUE(store->set_draft("demo", draft_of("one", "[1]")));
  ASSERT_TRUE(store->set_draft("demo", draft_of("two", "[2]")));
  ASSERT_TRUE(store->remove("demo"));
  ASSERT_TRUE(store->restore_removed("demo"));
  EXPECT_EQ(store->drafts("demo")->front().keeper, "two");
  EXPECT_EQ(store->draft("demo", "one")->document, "[1]");
}

TEST_F(WorkflowDraftsTest, EachKeeperHasItsOwn) {
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "n", "{}"));
  ASSERT_TRUE(store->set_draft("demo", draft_of("one", "[1]")));
  ASSERT_TRUE(store->set_draft("demo", draft_of("two", "[2]")));
  ASSERT_TRUE(store->set_draft("demo", draft_of("one", "[3]")));
  const auto all = store->drafts("demo");
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ(all->at(0).keeper, "one");  // the newest first
  EXPECT_EQ(all->at(0).author, "anna");
  EXPECT_EQ(all->at(0).document, "");
  EXPECT_EQ(store->draft("demo", "two")->document, "[2]");
  ASSERT_TRUE(store->set_draft("demo", draft_of("two", "[2]")));  // the same
  EXPECT_EQ(store->drafts("demo")->at(0).keeper, "one") << "what was kept already is no news";
  ASSERT_TRUE(store->remove_draft("demo", "two"));
  EXPECT_EQ(store->draft("demo", "one")->document, "[3]");
  for (const char* keeper : {"a b", "../x", "\xc3\xa4"}) {
    EXPECT_EQ(store->set_draft("demo", draft_of(keeper, "{}")).error().place, "keeper") << keeper;
  }
  EXPECT_EQ(store->set_draft("demo", draft_of(std::string(65, 'k'), "{}")).error().place, "keeper");
}

TEST_F(WorkflowDraftsTest, OfTooManyTheOldestGoes) {
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "n", "{}"));
  ASSERT_TRUE(store->create("other", "n", "{}"));
  ASSERT_TRUE(store->set_draft("other", draft_of("first", "{}")));
  for (int i = 0; i < 16; ++i) ASSERT_TRUE(store->set_draft("demo", draft_of(std::to_string(i), "{}")));
  ASSERT_TRUE(store->set_draft("demo", draft_of("0", "[0]")));
  ASSERT_TRUE(store->set_draft("demo", draft_of("late", "{}")));
  EXPECT_EQ(store->drafts("demo")->size(), 16U);
  EXPECT_TRUE(store->draft("demo", "0"));
  EXPECT_FALSE(store->draft("demo", "1"));
  EXPECT_TRUE(store->draft("other", "first"));
}

}  // namespace
}  // namespace ow::store
