// A folder of its own for each store test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "store/workflow_store.h"
#include "tests/support/temporary_folder.h"

namespace ow::store {

class StoreTest : public ::testing::Test {
 protected:
  std::unique_ptr<WorkflowStore> open() { return open(file_); }
  static std::unique_ptr<WorkflowStore> open(const std::filesystem::path& file) {
    auto store = WorkflowStore::open(file);
    EXPECT_TRUE(store.has_value()) << store.error().text();
    return store.has_value() ? std::move(*store) : nullptr;
  }
  void write_file(const std::string& content) {
    std::filesystem::create_directories(file_.parent_path());
    std::ofstream(file_) << content;
  }

  /// Takes a store back to schema 4, which kept one draft a workflow and no authors.
  static constexpr const char* kToSchema4 = R"sql(
DROP TABLE removed_drafts;
DROP TABLE kept_drafts;
ALTER TABLE workflow_versions DROP COLUMN author;
ALTER TABLE removed_versions DROP COLUMN author;
CREATE TABLE drafts (
  workflow_id TEXT NOT NULL PRIMARY KEY REFERENCES workflows(id) ON DELETE CASCADE,
  document TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  updated_at TEXT NOT NULL
);
PRAGMA user_version = 4;
)sql";

  const ow::test::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / "data" / "overwatch.db";
};

}  // namespace ow::store
