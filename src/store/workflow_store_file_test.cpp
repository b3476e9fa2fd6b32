// The file under the store: rights, strangers, damage, limits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

#include "store/migrations.h"
#include "store/sqlite_handle.h"
#include "store/test_support.h"

namespace ow::store {
namespace {

using std::filesystem::perms;
using WorkflowStoreFileTest = StoreTest;

perms rights_of(const std::filesystem::path& file) { return std::filesystem::status(file).permissions(); }

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  return names;
}

TEST_F(WorkflowStoreFileTest, IsPrivate) {
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "n", "{}"));
  EXPECT_EQ(rights_of(file_), perms::owner_read | perms::owner_write);
  EXPECT_EQ(rights_of(file_.string() + "-wal"), perms::owner_read | perms::owner_write);
  EXPECT_EQ(rights_of(file_.parent_path()), perms::owner_all);
}

TEST_F(WorkflowStoreFileTest, TooOpenFileIsMadePrivate) {
  ASSERT_TRUE(open()->create("demo", "n", "{}"));
  std::filesystem::permissions(file_, perms::owner_all | perms::group_read | perms::others_read);
  ASSERT_TRUE(open()->get("demo"));
  EXPECT_EQ(rights_of(file_), perms::owner_read | perms::owner_write);
}

TEST_F(WorkflowStoreFileTest, NewerSchemaIsRefusedAndLeftAlone) {
  ASSERT_TRUE(open()->create("demo", "n", "{}"));
  ASSERT_TRUE(Connection::open(file_)->execute("PRAGMA user_version = 99"));
  const auto store = WorkflowStore::open(file_);
  ASSERT_FALSE(store.has_value());
  EXPECT_EQ(store.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_THAT(store.error().message, ::testing::HasSubstr("newer Overwatch (schema 99"));
  ASSERT_TRUE(Connection::open(file_)->execute(fmt::format("PRAGMA user_version = {}", schema_version()).c_str()));
  EXPECT_TRUE(open()->get("demo"));
}

TEST_F(WorkflowStoreFileTest, AnOlderSchemaIsMigrated) {
  ASSERT_TRUE(open()->create("demo", "n", "{}"));
  ASSERT_TRUE(Connection::open(file_)->execute(
      "ALTER TABLE workflows DROP COLUMN start_options; ALTER TABLE workflow_versions "
      "DROP COLUMN author; DROP TABLE sessions; DROP TABLE users; "
      "DROP TABLE api_tokens; DROP TABLE kept_drafts; DROP TABLE removed_drafts; DROP TABLE removed_versions; "
      "DROP TABLE removed_workflows; PRAGMA "
      "user_version = 1"));
  ASSERT_TRUE(open()->set_wanted_running("demo", true, "x"));
  EXPECT_EQ(open()->get("demo")->start_options, "x");
}

TEST_F(WorkflowStoreFileTest, TheDraftOfAnOlderSchemaIsKept) {
  ASSERT_TRUE(open()->create("demo", "n", "{}"));
  auto older = Connection::open(file_);
  ASSERT_TRUE(older->execute(kToSchema4));
  ASSERT_TRUE(
      older->execute("INSERT INTO drafts VALUES ('demo', '[1]', 1, '2026-01-01T00:00:00.000Z'); PRAGMA "
                     "foreign_keys = OFF; INSERT INTO drafts VALUES ('gone', '[2]', 1, '')"));
  EXPECT_EQ(open()->draft("demo", "")->document, "[1]");
  EXPECT_EQ(open()->version("demo", 1)->author, "");
}

TEST_F(WorkflowStoreFileTest, AnotherProgramsDatabaseIsRefused) {
  write_file("");
  ASSERT_TRUE(Connection::open(file_)->execute("CREATE TABLE places (url TEXT)"));
  const auto store = WorkflowStore::open(file_);
  ASSERT_FALSE(store.has_value());
  EXPECT_THAT(store.error().message, ::testing::HasSubstr("another program"));
}

TEST_F(WorkflowStoreFileTest, DamagedFileIsMovedAsideNotLost) {
  write_file("this is no database at all, " + std::string(4096, 'x'));
  const auto store = open();
  ASSERT_TRUE(store->create("demo", "n", "{}"));
  EXPECT_THAT(names_in(file_.parent_path()),
              ::testing::Contains(::testing::ContainsRegex("overwatch.db.damaged-[0-9]{8}T[0-9]{6}Z$")));
}

TEST_F(WorkflowStoreFileTest, DamageInTheMiddleIsNoticed) {
  {
    const auto store = open();
    for (int id = 0; id < 20; ++id) ASSERT_TRUE(store->create(fmt::format("w-{}", id), "n", std::string(10'000, 'd')));
  }
  {
    std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    for (int page = 0; page < 10; ++page) file << std::string(4096, '\x5a');
  }
  const auto store = open();
  EXPECT_TRUE(store->list()->empty());
  EXPECT_THAT(names_in(file_.parent_path()), ::testing::Contains(::testing::HasSubstr("damaged-")));
}

/// Not a new one: there may have been users in it.
TEST_F(WorkflowStoreFileTest, AnEmptyFileIsSetAside) {
  write_file("");
  EXPECT_TRUE(open()->create("demo", "n", "{}"));
  EXPECT_THAT(names_in(file_.parent_path()), ::testing::Contains(::testing::HasSubstr("damaged-")));
}

TEST_F(WorkflowStoreFileTest, LinksAndFoldersAreRefused) {
  std::filesystem::create_directories(file_);
  EXPECT_EQ(WorkflowStore::open(file_).error().code, ErrorCode::kFailedPrecondition);
  std::filesystem::create_symlink(folder_ / "elsewhere", folder_ / "link.db");
  EXPECT_EQ(WorkflowStore::open(folder_ / "link.db").error().code, ErrorCode::kFailedPrecondition);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "elsewhere"));
}

TEST_F(WorkflowStoreFileTest, FullStoreSaysSoAndStaysUsable) {
  constexpr std::uint64_t kBytesMax = 256 << 10;
  auto store = WorkflowStore::open(file_, kBytesMax).value();
  ASSERT_TRUE(store->create("kept", "n", "{}"));
  const auto large = store->create("large", "n", std::string(512 << 10, 'x'));
  ASSERT_FALSE(large.has_value());
  EXPECT_EQ(large.error().code, ErrorCode::kResourceExhausted);
  EXPECT_THAT(large.error().message, ::testing::AllOf(::testing::HasSubstr("free some space on its disk"),
                                                      ::testing::HasSubstr("empty the trash"),
                                                      ::testing::Not(::testing::HasSubstr("delete workflows"))));
  EXPECT_EQ(store->list()->size(), 1U);
  EXPECT_TRUE(store->create("small", "n", "{}")) << "the failed transaction leaves no lock behind";
  ASSERT_TRUE(store->remove("kept"));
  EXPECT_EQ(open()->list()->size(), 1U);
}

}  // namespace
}  // namespace ow::store
