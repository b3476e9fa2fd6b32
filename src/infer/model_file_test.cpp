#include "infer/model_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "infer/test_models.h"

namespace ow::infer {
namespace {

using test::TemporaryFolder;
using test::write_model;
using test::write_text;
using ::testing::HasSubstr;

Error error_of(const std::filesystem::path& file) {
  auto counts = inspect_model_file(file);
  return counts ? Error{ErrorCode::kInternal, "it was accepted", {}} : counts.error();
}

TEST(ModelFile, CountsWeightsByType) {
  const TemporaryFolder folder;
  auto single = inspect_model_file(write_model(folder / "a.onnx"));
  auto half = inspect_model_file(write_model(folder / "b.onnx", {.element_type = 10}));
  ASSERT_TRUE(single && half);
  EXPECT_EQ(single->float32, 1U);
  EXPECT_EQ(single->float16, 0U);
  EXPECT_EQ(half->float16, 1U);
}

TEST(ModelFile, SaysWhatIsWrong) {
  const TemporaryFolder folder;
  EXPECT_EQ(error_of(folder / "none.onnx").code, ErrorCode::kNotFound);
  EXPECT_THAT(error_of(folder / "").message, HasSubstr("is a folder"));
  write_text(folder / "empty.onnx", "");
  EXPECT_THAT(error_of(folder / "empty.onnx").message, HasSubstr("is empty"));
  write_text(folder / "lfs.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n");
  EXPECT_THAT(error_of(folder / "lfs.onnx").message, HasSubstr("text file"));
  write_text(folder / "noise.onnx", std::string("\x00\x01\xFF\xFE\x80", 5));
  EXPECT_THAT(error_of(folder / "noise.onnx").message, HasSubstr("not an ONNX model"));
}

TEST(ModelFile, WhatIsNoModelIsAFaultOfTheFileNotOfTheCall) {
  const TemporaryFolder folder;
  write_text(folder / "text.onnx", "not a model\n");
  write_text(folder / "noise.onnx", std::string("\x00\x01\xFF\xFE\x80", 5));
  for (const auto& file : {folder / "", folder / "text.onnx", folder / "noise.onnx"})
    EXPECT_EQ(error_of(file).code, ErrorCode::kUnsupported) << file;
}

TEST(ModelFile, EveryCutIsNoticed) {
  const TemporaryFolder folder;
  const auto file = write_model(folder / "whole.onnx");
  const auto bytes = std::filesystem::file_size(file);
  for (std::uintmax_t keep = 1; keep < bytes; ++keep) {
    std::filesystem::copy_file(file, folder / "cut.onnx", std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(folder / "cut.onnx", keep);
    const auto counts = inspect_model_file(folder / "cut.onnx");
    // Only a cut behind the graph, among the trailing fields, can leave a readable model.
    EXPECT_TRUE(!counts || keep > bytes / 2) << keep;
  }
}

TEST(ModelFile, MoreThanTwoGiBIsRefusedUnread) {
  const TemporaryFolder folder;
  write_text(folder / "big.onnx", "x");
  std::error_code error;
  std::filesystem::resize_file(folder / "big.onnx", (2ULL << 30) + 1, error);  // sparse: takes no disk space
  if (error) GTEST_SKIP() << "the file system has no sparse files";
  EXPECT_EQ(error_of(folder / "big.onnx").code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace ow::infer
