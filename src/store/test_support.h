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

  const ow::test::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / "data" / "overwatch.db";
};

}  // namespace ow::store
