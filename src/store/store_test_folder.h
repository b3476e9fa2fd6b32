// A folder of its own for each store test.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>  // mkdtemp

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "store/workflow_store.h"

namespace ow::store {

class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::path(::testing::TempDir()) / "ow-store-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    file_ = folder_ / "data" / "overwatch.db";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<WorkflowStore> open() {
    auto store = WorkflowStore::open(file_);
    EXPECT_TRUE(store.has_value()) << store.error().text();
    return store.has_value() ? std::move(*store) : nullptr;
  }
  void write_file(const std::string& content) {
    std::filesystem::create_directories(file_.parent_path());
    std::ofstream(file_) << content;
  }

  std::filesystem::path folder_, file_;
};

}  // namespace ow::store
