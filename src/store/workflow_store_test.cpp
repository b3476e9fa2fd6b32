#include "store/workflow_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "store/test_support.h"

namespace ow::store {
namespace {

using WorkflowStoreTest = StoreTest;

TEST_F(WorkflowStoreTest, KeepsWhatWasCreated) {
  const auto store = open();
  const auto made = store->create("demo", "Démo", R"({"nodes":{}})");
  ASSERT_TRUE(made.has_value()) << made.error().text();
  EXPECT_EQ(made->version, 1);
  EXPECT_THAT(made->created_at,
              ::testing::MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z"));
  const auto again = open()->get("demo");
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->name, "Démo");
  EXPECT_EQ(again->document, R"({"nodes":{}})");
  EXPECT_EQ(again->created_at, made->created_at);
  EXPECT_FALSE(again->wanted_running);
}

TEST_F(WorkflowStoreTest, ListsInOrderOfCreation) {
  const auto store = open();
  EXPECT_TRUE(store->list()->empty());
  for (const char* id : {"a", "b", "c"}) ASSERT_TRUE(store->create(id, id, "{}"));
  const auto all = store->list();
  ASSERT_EQ(all->size(), 3U);
  EXPECT_EQ(all->at(0).id, "a");
}

TEST_F(WorkflowStoreTest, TakenIdIsRefused) {
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "one", "{}"));
  EXPECT_EQ(store->create("demo", "two", "{}").error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(store->get("demo")->name, "one");
}

TEST_F(WorkflowStoreTest, BadIdsNamesAndSizesAreRefused) {
  const auto store = open();
  for (const std::string& id :
       {std::string(), std::string("Demo"), std::string("a b"), std::string("../x"), std::string(65, 'a')}) {
    const auto made = store->create(id, "n", "{}");
    ASSERT_FALSE(made.has_value()) << id;
    EXPECT_EQ(made.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(made.error().place, "id");
  }
  EXPECT_EQ(store->create("a", std::string(257, 'n'), "{}").error().place, "name");
  EXPECT_EQ(store->create("a", std::string(201, 'n'), "{}").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(store->create("a", "n", std::string((1U << 20) + 1, 'x')).error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(store->create("a", "n", std::string(1U << 20, 'x')));
  EXPECT_EQ(store->update("a", "n", std::string((1U << 20) + 1, 'x'), {}).error().code, ErrorCode::kInvalidArgument);
}

TEST_F(WorkflowStoreTest, UpdateMakesAVersionOnlyWhenTheDocumentChanges) {
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "one", "{}"));
  EXPECT_EQ(store->update("demo", "two", "{}", {})->version, 1);
  EXPECT_EQ(store->get("demo")->name, "two");
  EXPECT_EQ(store->update("demo", "two", R"({"a":1})", 1)->version, 2);
  EXPECT_EQ(store->get("demo")->document, R"({"a":1})");
  const auto versions = store->versions("demo");
  ASSERT_EQ(versions->size(), 2U);
  EXPECT_EQ(versions->at(0).version, 2);
  EXPECT_EQ(versions->at(1).document, "{}");
}

TEST_F(WorkflowStoreTest, StaleUpdateIsAConflict) {
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "n", "{}"));
  ASSERT_TRUE(store->update("demo", "n", "[1]", 1));
  const auto stale = store->update("demo", "n", "[2]", 1);
  ASSERT_FALSE(stale.has_value());
  EXPECT_EQ(stale.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_EQ(store->get("demo")->document, "[1]");
}

TEST_F(WorkflowStoreTest, HundredNewestVersionsAreKept) {
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "n", "0"));
  for (int change = 1; change <= 120; ++change) ASSERT_TRUE(store->update("demo", "n", std::to_string(change), {}));
  const auto versions = store->versions("demo");
  ASSERT_EQ(versions->size(), 100U);
  EXPECT_EQ(versions->front().version, 121);
  EXPECT_EQ(versions->back().version, 22);
  EXPECT_EQ(store->get("demo")->document, "120");
}

TEST_F(WorkflowStoreTest, RemoveTakesTheVersionsAlong) {
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "n", "{}"));
  ASSERT_TRUE(store->update("demo", "n", "[]", {}));
  ASSERT_TRUE(store->remove("demo"));
  EXPECT_EQ(store->get("demo").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store->versions("demo").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store->create("demo", "n", "{}")->version, 1);
  EXPECT_EQ(store->versions("demo")->size(), 1U);
}

TEST_F(WorkflowStoreTest, UnknownIdsAreSaid) {
  const auto store = open();
  EXPECT_EQ(store->update("x", "n", "{}", {}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store->remove("x").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store->set_wanted_running("x", true).error().code, ErrorCode::kNotFound);
}

TEST_F(WorkflowStoreTest, WantedRunningOutlivesTheProcess) {
  ASSERT_TRUE(open()->create("demo", "n", "{}"));
  ASSERT_TRUE(open()->set_wanted_running("demo", true, "with a preset"));
  EXPECT_TRUE(open()->get("demo")->wanted_running);
  EXPECT_EQ(open()->get("demo")->start_options, "with a preset");
  ASSERT_TRUE(open()->update("demo", "n", "[]", {}));
  EXPECT_TRUE(open()->get("demo")->wanted_running);
}

TEST_F(WorkflowStoreTest, ManyThreadsShareOneStore) {
  const auto store = open();
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&store, thread] {
        for (int count = 0; count < 10; ++count) {
          EXPECT_TRUE(store->create(fmt::format("w-{}-{}", thread, count), "n", "{}"));
          EXPECT_TRUE(store->list());
        }
      });
    }
  }
  EXPECT_EQ(store->list()->size(), 40U);
}

TEST_F(WorkflowStoreTest, TwoProcessesWorthOfConnections) {
  const auto first = open();
  const auto second = open();
  ASSERT_TRUE(first->create("a", "n", "{}"));
  ASSERT_TRUE(second->create("b", "n", "{}"));
  EXPECT_EQ(first->list()->size(), 2U);
}

}  // namespace
}  // namespace ow::store
