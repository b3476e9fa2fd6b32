// A damaged store gives back what can be read of it; a locked one answers in bounded time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "store/account_store.h"
#include "store/database_file.h"
#include "store/migrations.h"
#include "store/sqlite_handle.h"
#include "store/test_support.h"

namespace ow::store {
namespace {

class WorkflowStoreFaultTest : public StoreTest {
 protected:
  static constexpr int kWorkflows = 40;

  /// Workflows w-0, w-1 … each with a document that tells which one it is, all in the main file.
  void fill() {
    const auto store = open();
    for (int i = 0; i < kWorkflows; ++i) {
      const std::string id = fmt::format("w-{}", i);
      ASSERT_TRUE(store->create(id, "Name " + id, document(i)));
    }
    ASSERT_TRUE(store->update("w-3", "Name w-3", R"({"second": true})", std::nullopt));
    ASSERT_TRUE(store->set_wanted_running("w-5", true, "{}"));
  }
  static std::string document(int i) {
    return fmt::format(R"({{"number": {}, "text": "{}"}})", i, std::string(600, 'x'));
  }

  /// Flips all bits from the middle of the page that holds `marker` on.
  void damage_page_with(const std::string& marker) {
    std::string bytes = content();
    const std::size_t at = bytes.find(marker);
    ASSERT_NE(at, std::string::npos);
    const std::size_t page = at / 4096 * 4096;
    ASSERT_GT(page, 0U) << "the first page holds the schema";
    for (std::size_t i = page; i < page + 4096; ++i) bytes[i] = static_cast<char>(~bytes[i]);
    std::ofstream(file_, std::ios::binary | std::ios::trunc) << bytes;
  }
  std::string content() const {
    std::ifstream file(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

TEST_F(WorkflowStoreFaultTest, WhatCanBeReadOfADamagedFileIsRescued) {
  fill();
  damage_page_with(R"("number": 20,)");
  const auto store = open();
  const auto all = *store->list();
  EXPECT_GE(all.size(), 30U) << "a page holds six documents";
  EXPECT_LT(all.size(), static_cast<std::size_t>(kWorkflows));
  for (const StoredWorkflow& workflow : all) {
    if (workflow.id == "w-3") continue;
    EXPECT_EQ(workflow.document, document(std::stoi(workflow.id.substr(2))));
    EXPECT_EQ(workflow.name, "Name " + workflow.id);
  }
  EXPECT_EQ(store->get("w-3")->document, R"({"second": true})");
  EXPECT_EQ(store->versions("w-3")->size(), 2U);
  EXPECT_TRUE(store->get("w-5")->wanted_running);
  EXPECT_EQ(store->get("w-20").error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(store->create("after", "n", "{}"));
}

TEST_F(WorkflowStoreFaultTest, DraftsAndWhatWasRemovedAreRescuedToo) {
  fill();
  {
    const auto store = open();
    ASSERT_TRUE(
        store->set_draft("w-3", {.keeper = "k", .author = "anna", .document = R"({"draft": 1})", .base_version = 2}));
    ASSERT_TRUE(
        store->set_draft("w-20", {.keeper = "k", .author = "", .document = R"({"draft": 2})", .base_version = 1}));
    ASSERT_TRUE(store->remove("w-1"));
  }
  damage_page_with(R"("number": 20,)");
  const auto store = open();
  ASSERT_TRUE(store->draft("w-3", "k"));
  EXPECT_EQ(store->draft("w-3", "k")->document, R"({"draft": 1})");
  EXPECT_EQ(store->draft("w-3", "k")->base_version, 2);
  EXPECT_EQ(store->draft("w-3", "k")->author, "anna");
  EXPECT_EQ(store->draft("w-20", "k").error().code, ErrorCode::kNotFound) << "its workflow is lost";
  const auto restored = store->restore_removed("w-1");
  ASSERT_TRUE(restored) << restored.error().text();
  EXPECT_EQ(restored->document, document(1));
}

TEST_F(WorkflowStoreFaultTest, AStoreOfAnOlderSchemaIsRescuedToo) {
  fill();
  ASSERT_TRUE(open()->remove("w-1"));
  {
    auto older = Connection::open(file_);
    ASSERT_TRUE(older->execute(kToSchema4));
    ASSERT_TRUE(older->execute("INSERT INTO drafts VALUES ('w-3', '[1]', 1, ''); PRAGMA wal_checkpoint(TRUNCATE)"));
  }
  damage_page_with(R"("number": 20,)");
  const auto store = open();
  EXPECT_EQ(store->draft("w-3", "")->document, "[1]");
  EXPECT_EQ(store->restore_removed("w-1")->document, document(1));
}

TEST_F(WorkflowStoreFaultTest, DamageIsSaidWithTheKeptFileUntilThatIsDeleted) {
  fill();
  damage_page_with(R"("number": 20,)");
  std::string kept;
  EXPECT_THAT(open_database(file_, 1 << 30)->notice,
              ::testing::AllOf(::testing::HasSubstr("damaged"), ::testing::HasSubstr(" workflows")));
  for (const auto& entry : std::filesystem::directory_iterator(file_.parent_path())) {
    const std::string name = entry.path().filename().string();
    EXPECT_THAT(name, ::testing::Not(::testing::HasSubstr(".copy")));
    if (name.find(".damaged-") != std::string::npos && !name.ends_with("-wal")) kept = entry.path().string();
  }
  EXPECT_THAT(open_database(file_, 1 << 30)->notice, ::testing::HasSubstr("still kept as " + kept));
  ASSERT_TRUE(std::filesystem::remove(kept));
  EXPECT_EQ(open_database(file_, 1 << 30)->notice, "");
}

TEST_F(WorkflowStoreFaultTest, WorkflowsWhoseFirstTableIsLostComeBackFromTheirVersions) {
  fill();
  damage_page_with("Name w-30");
  const auto store = open();
  ASSERT_TRUE(store->get("w-30"));
  EXPECT_EQ(store->get("w-30")->document, document(30));
  EXPECT_EQ(store->list()->size(), static_cast<std::size_t>(kWorkflows));
}

TEST_F(WorkflowStoreFaultTest, AStoreWithAMissingTableOrColumnIsDamaged) {
  const auto spoil = [this](const char* sql) {
    auto connection = Connection::open(file_);
    ASSERT_TRUE(connection && connection->execute(sql)) << sql;
  };
  fill();
  ASSERT_TRUE((*AccountStore::open(file_))
                  ->add_user({.name = "ada", .role = Role::kAdmin, .password_hash = "x", .created_at = {}}));
  spoil("DROP TABLE sessions");
  EXPECT_THAT(open_database(file_, 1 << 30)->notice,
              ::testing::HasSubstr("the table sessions is missing; it was kept as "));
  EXPECT_TRUE(*(*AccountStore::open(file_))->has_users());
  spoil("ALTER TABLE users DROP COLUMN role");
  EXPECT_THAT(open_database(file_, 1 << 30)->notice, ::testing::HasSubstr("the table users lacks the column role"));
  EXPECT_EQ(open()->list()->size(), static_cast<std::size_t>(kWorkflows));
  EXPECT_FALSE(*(*AccountStore::open(file_))->has_users());
  EXPECT_TRUE(damaged_predecessor(file_)) << "so that nobody comes in without a log-in";
}

TEST_F(WorkflowStoreFaultTest, UsersAreRescuedWhereTheTableOfWorkflowsIsMissing) {
  fill();
  ASSERT_TRUE((*AccountStore::open(file_))
                  ->add_user({.name = "ada", .role = Role::kAdmin, .password_hash = "x", .created_at = {}}));
  ASSERT_TRUE(Connection::open(file_)->execute("DROP TABLE workflow_versions; PRAGMA user_version = 1"));
  EXPECT_THAT(open_database(file_, 1 << 30)->notice, ::testing::HasSubstr("the table workflow_versions is missing"));
  EXPECT_TRUE(*(*AccountStore::open(file_))->has_users());
}

TEST_F(WorkflowStoreFaultTest, OnlyDamageSetsAStoreAside) {
  fill();
  // A step that fails by itself: the column is there already.
  ASSERT_TRUE(Connection::open(file_)->execute("PRAGMA user_version = 1"));
  EXPECT_EQ(WorkflowStore::open(file_).error().code, ErrorCode::kInternal);
  EXPECT_FALSE(damaged_predecessor(file_));
  ASSERT_TRUE(Connection::open(file_)->execute(fmt::format("PRAGMA user_version = {}", schema_version()).c_str()));
  EXPECT_EQ(open()->list()->size(), static_cast<std::size_t>(kWorkflows));
}

TEST_F(WorkflowStoreFaultTest, ASchemaBelowTheFirstIsDamage) {
  fill();
  ASSERT_TRUE(Connection::open(file_)->execute("PRAGMA user_version = -1"));
  EXPECT_THAT(open_database(file_, 1 << 30)->notice, ::testing::HasSubstr("it has the schema -1"));
  EXPECT_EQ(open()->list()->size(), static_cast<std::size_t>(kWorkflows));
}

TEST_F(WorkflowStoreFaultTest, AFileThatWasCutToNothingIsDamagedNotNew) {
  fill();
  std::filesystem::resize_file(file_, 0);
  EXPECT_FALSE(damaged_predecessor(file_));
  const auto accounts = AccountStore::open(file_);
  ASSERT_TRUE(accounts) << accounts.error().text();
  EXPECT_TRUE(damaged_predecessor(file_));
  EXPECT_FALSE(*(*accounts)->has_users());
}

TEST_F(WorkflowStoreFaultTest, ANewFileBelongsToTheOwnerOfItsFolder) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root makes files for others";
  constexpr uid_t kNobody = 65534;
  const std::filesystem::path folder = folder_ / "service";
  std::filesystem::create_directory(folder);
  ASSERT_EQ(::chown(folder.c_str(), kNobody, kNobody), 0);
  ASSERT_TRUE(AccountStore::open(folder / "overwatch.db"));
  struct stat status {};
  ASSERT_EQ(::stat((folder / "overwatch.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_uid, kNobody);
}

TEST_F(WorkflowStoreFaultTest, ALockedStoreIsReadButNotWrittenAndSaysSoInTime) {
  const auto store = open();
  ASSERT_TRUE(store->create("kept", "n", "{}"));
  {
    auto other = Connection::open(file_);
    ASSERT_TRUE(other->execute("BEGIN EXCLUSIVE"));
    const auto made = store->create("late", "n", "{}");  // waits for the bound, 5 s
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::kUnavailable);
    EXPECT_THAT(made.error().message, ::testing::HasSubstr("locked by another program"));
    EXPECT_TRUE(store->get("kept"));
    ASSERT_TRUE(other->execute("ROLLBACK"));
  }
  EXPECT_TRUE(store->create("late", "n", "{}"));
}

TEST_F(WorkflowStoreFaultTest, AFileThatWasMovedAwayTakesNoChangeUntilItIsBack) {
  const auto store = open();
  auto accounts = *AccountStore::open(file_);
  ASSERT_TRUE(store->create("kept", "n", "{}"));
  ASSERT_TRUE(accounts->add_user({.name = "me", .role = Role::kAdmin, .password_hash = "x", .created_at = {}}));
  ASSERT_TRUE(store->check_in_place());
  const std::filesystem::path elsewhere = folder_ / "elsewhere.db";
  std::filesystem::rename(file_, elsewhere);
  EXPECT_EQ(store->check_in_place().error().code, ErrorCode::kUnavailable);
  const auto made = store->create("late", "n", "{}");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(made.error().message, ::testing::AllOf(::testing::HasSubstr(file_.string()),
                                                     ::testing::HasSubstr("put it back, or restart the server")));
  EXPECT_FALSE(store->set_wanted_running("kept", true, {}));
  EXPECT_FALSE(store->set_draft("kept", {.keeper = "", .author = "", .document = "{}", .base_version = 1}));
  EXPECT_FALSE(store->forget_removed() && store->remove("kept"));
  EXPECT_FALSE(accounts->remove_user("me"));
  EXPECT_TRUE(store->get("kept")) << "reading goes on";
  write_file("another");
  EXPECT_FALSE(store->create("late", "n", "{}")) << "another file of that name is not this one";
  std::filesystem::rename(elsewhere, file_);
  EXPECT_TRUE(store->check_in_place());
  EXPECT_TRUE(store->create("late", "n", "{}"));
  EXPECT_FALSE(store->get("kept")->wanted_running);
  EXPECT_TRUE(accounts->remove_user("me"));
}

TEST_F(WorkflowStoreFaultTest, WhatALostJournalHeldIsInTheFileAndNoChangeIsTaken) {
  const std::filesystem::path journal = file_.string() + "-wal";
  const auto store = open();
  ASSERT_TRUE(store->create("kept", "n", "{}"));
  ASSERT_TRUE(store->check_in_place());
  std::filesystem::remove(journal);
  EXPECT_FALSE(store->create("late", "n", "{}"));
  std::ofstream(journal) << "";
  EXPECT_FALSE(store->create("late", "n", "{}")) << "another file of that name is not the journal";
  EXPECT_EQ(store->check_in_place().error().code, ErrorCode::kUnavailable);
  const std::filesystem::path copy = folder_ / "copy.db";  // what a killed server would leave
  std::filesystem::copy_file(file_, copy);
  EXPECT_TRUE(open(copy)->get("kept"));
}

TEST_F(WorkflowStoreFaultTest, ABackupThatTookThePlaceOfTheFileIsWhatTheNextStartFinds) {
  const std::filesystem::path backup = folder_ / "backup.db";
  {
    const auto store = open(backup);
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(store->create("kept-" + std::to_string(i), "n", std::string(2000, '1')));
  }
  {
    const auto store = open();
    auto accounts = *AccountStore::open(file_);
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(store->create("old-" + std::to_string(i), "n", "{}"));
    std::filesystem::rename(backup, file_);
    EXPECT_FALSE(store->create("late", "n", "{}"));
  }
  const auto store = open();
  ASSERT_TRUE(store);
  EXPECT_EQ(store->list()->size(), 40U);
  EXPECT_TRUE(store->get("kept-39"));
}

}  // namespace
}  // namespace ow::store
