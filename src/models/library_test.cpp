#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "models/catalogue.h"
#include "models/tfjs_test_model.h"

namespace ow::models {
namespace {

using ::testing::HasSubstr;

struct LibraryTest : ::testing::Test {
  test::TemporaryFolder first;
  test::TemporaryFolder second;
  Library library{{first.path(), second.path(), "/does/not/exist"}};

  static void touch(const std::filesystem::path& file) { std::ofstream(file) << "onnx"; }
  std::string message_of(std::string_view name) const {
    const auto path = library.resolve(name);
    return path ? "found " + path->string() : path.error().message;
  }
};

TEST(Catalogue, EveryEntryIsComplete) {
  std::set<std::string_view> names;
  for (const CatalogueEntry& entry : catalogue()) {
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
    EXPECT_FALSE(entry.family.empty() || entry.task.empty() || entry.how_to_get.empty()) << entry.name;
    const bool sum_unknown = !entry.url.empty() && entry.sha256.empty();
    EXPECT_EQ(entry.how_to_get.find("--trust-first-use") != std::string_view::npos, sum_unknown)
        << entry.name << ": a pull without a known sum is refused without that word";
    EXPECT_TRUE(entry.source.starts_with("https://")) << entry.name;
    EXPECT_THAT((std::set<std::string_view>{"AGPL-3.0", "Apache-2.0", "MIT"}), ::testing::Contains(entry.licence));
    const double bytes_per_parameter = static_cast<double>(entry.file_bytes) / (entry.parameters_millions * 1e6);
    EXPECT_GT(bytes_per_parameter, 3.5) << entry.name;
    EXPECT_LT(bytes_per_parameter, 5) << entry.name;
  }
  EXPECT_TRUE(names.contains(kDefaultModel));
  EXPECT_TRUE(names.contains("yolov8n"));
}

TEST_F(LibraryTest, FindsByNameAndTheFirstFolderWins) {
  touch(second / "yolov8n.onnx");
  EXPECT_EQ(library.resolve("yolov8n"), second / "yolov8n.onnx");
  EXPECT_EQ(library.resolve(" yolov8n.onnx "), second / "yolov8n.onnx");
  touch(first / "yolov8n.onnx");
  EXPECT_EQ(library.resolve("yolov8n"), first / "yolov8n.onnx");
}

TEST_F(LibraryTest, FindsByPath) {
  touch(first / "a.onnx");
  EXPECT_EQ(library.resolve((first / "a.onnx").string()), first / "a.onnx");
  EXPECT_EQ(library.resolve(first.path().string()), first / "a.onnx") << "the only one in the folder";
  EXPECT_THAT(message_of((first / "b.onnx").string()), HasSubstr("no model file"));
  touch(first / "b.onnx");
  EXPECT_THAT(message_of(first.path().string()), HasSubstr("a.onnx, b.onnx"));
  EXPECT_THAT(message_of(second.path().string()), HasSubstr("holds no .onnx"));
}

TEST_F(LibraryTest, WhatIsMissingComesWithTheWayToGetIt) {
  EXPECT_THAT(message_of("yolo11s"), HasSubstr("yolo export model=yolo11s.pt format=onnx"));
  EXPECT_THAT(message_of("centernet-mb3.onnx"), HasSubstr("make model"));
  EXPECT_THAT(message_of("yolov8q"), HasSubstr("did you mean"));
  EXPECT_THAT(message_of("yolov8q"), HasSubstr("overwatch models list"));
  EXPECT_THAT(message_of("  "), HasSubstr("no model is named"));
  touch(first / "warehouse.onnx");
  EXPECT_THAT(message_of("warehous"), HasSubstr("'warehouse'"));
}

TEST_F(LibraryTest, ListsWhatIsInstalled) {
  touch(first / "yolov8n.onnx");
  touch(second / "yolov8n.onnx");
  touch(second / "mine.onnx");
  touch(second / "notes.txt");
  const auto models = library.installed();
  ASSERT_EQ(models.size(), 2U);
  EXPECT_EQ(models[0].path, first / "yolov8n.onnx");
  EXPECT_EQ(models[0].file_bytes, 4U);
  ASSERT_TRUE(models[0].entry);
  EXPECT_EQ(models[0].entry->licence, "AGPL-3.0");
  EXPECT_EQ(models[1].name, "mine");
  EXPECT_FALSE(models[1].entry);
}

}  // namespace
}  // namespace ow::models
