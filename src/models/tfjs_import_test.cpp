#include "models/tfjs_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "infer/session.h"
#include "models/base64.h"
#include "models/files.h"
#include "models/tfjs_test_model.h"
#include "tests/support/test_data.h"

namespace ow::models {
namespace {

using nlohmann::json;
using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TinyModel doubling() {
  TinyModel model(1, 2, 1);
  model.floats("two", {}, {2}).node("y", "Mul", {"x", "two"});
  return model;
}

std::string message_of(const TinyModel& model) {
  const TemporaryFolder folder;
  const auto report = model.import(folder);
  EXPECT_FALSE(std::filesystem::exists(folder / "model.onnx")) << "nothing is left of a failed import";
  return report ? "it was imported" : report.error().message;
}

TEST(TfjsImport, ReportsAndPrunes) {
  TinyModel model = doubling();
  model.node("unused", "Frobnicate", {"x"});
  const TemporaryFolder folder;
  const auto report = model.import(folder);
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(report->nodes_read, 4);
  EXPECT_EQ(report->nodes_written, 1);
  EXPECT_EQ(report->weight_bytes, 4U);
}

TEST(TfjsImport, BatchIsDynamicAndMetadataIsWritten) {
  const TemporaryFolder folder;
  ASSERT_TRUE(doubling().import(folder));
  ASSERT_TRUE(import_tfjs({folder / "model.json", folder / "model.onnx", {"y"}, {{"names", "{}"}}}))
      << "replaces the file";
  const auto signature = infer::read_signature(folder / "model.onnx");
  ASSERT_TRUE(signature) << signature.error().text();
  EXPECT_THAT(signature->inputs.front().shape, ElementsAre(-1, 1, 1, 2));
  EXPECT_EQ(signature->outputs.front().name, "y");
  EXPECT_EQ(signature->metadata.at("names"), "{}");
}

TEST(TfjsImport, WeightFilesThatDoNotFitAreErrors) {
  const TemporaryFolder folder;
  const TinyModel model = doubling();
  ASSERT_TRUE(model.import(folder));
  std::filesystem::remove(folder / "weights.bin");
  EXPECT_THAT(import_tfjs({folder / "model.json", folder / "o.onnx", {}, {}}).error().message,
              HasSubstr("weights.bin"));
  TinyModel cut = model;
  cut.weights.resize(3);
  EXPECT_THAT(message_of(cut), HasSubstr("cut off"));
  TinyModel longer = model;
  longer.weights += "x";
  EXPECT_THAT(message_of(longer), HasSubstr("belong to no weight"));
}

TEST(TfjsImport, WeightFilesElsewhereAreNotRead) {
  for (const char* name : {"../weights.bin", "/etc/passwd", "a/b", "..", ""}) {
    TinyModel model = doubling();
    model.document["weightsManifest"][0]["paths"][0] = name;
    EXPECT_THAT(message_of(model), HasSubstr("own folder")) << name;
  }
}

TEST(TfjsImport, ImpossibleShapesAreRefusedWithoutAllocating) {
  for (const json& shape : {json{1LL << 40}, json{1LL << 33, 1LL << 33}, json{-1}, json{1, 1, 1, 1, 1, 1, 1, 1, 1},
                            json{1e48}, json{"1"}}) {
    TinyModel model = doubling();
    model.document["weightsManifest"][0]["weights"][0]["shape"] = shape;
    EXPECT_THAT(message_of(model), HasSubstr("weight two")) << shape;
  }
  TinyModel huge(1 << 30, 1, 1);
  huge.node("y", "Relu", {"x"});
  EXPECT_THAT(message_of(huge), HasSubstr("not a possible extent"));
  TinyModel resize(1, 1, 1);
  resize.ints("size", {1 << 30, 1}).node("y", "ResizeBilinear", {"x", "size"});
  EXPECT_THAT(message_of(resize), HasSubstr("height and a width"));
}

TEST(TfjsImport, GraphFaultsAreNamed) {
  TinyModel unknown(1, 1, 1);
  unknown.node("y", "TopKV2", {"x"});
  EXPECT_THAT(message_of(unknown), HasSubstr("node y is a TopKV2, which is not understood"));
  TinyModel cycle(1, 1, 1);
  cycle.node("a", "Add", {"x", "y"}).node("y", "Relu", {"a"});
  EXPECT_THAT(message_of(cycle), HasSubstr("cycle"));
  TinyModel missing(1, 1, 1);
  missing.node("y", "Relu", {"nowhere"});
  EXPECT_THAT(message_of(missing), HasSubstr("nowhere"));
  TinyModel twice(1, 1, 1);
  twice.node("y", "Relu", {"x"}).node("y", "Relu", {"x"});
  EXPECT_THAT(message_of(twice), HasSubstr("two nodes"));
  TinyModel lacking(1, 1, 1);
  lacking.node("y", "Relu", {});
  EXPECT_THAT(message_of(lacking), HasSubstr("lacks input"));
  TinyModel unfit(1, 2, 1);
  unfit.floats("c", {3}, {1, 2, 3}).floats("d", {2, 3}, {1, 2, 3, 4, 5, 6}).node("a", "Mul", {"x", "c"});
  unfit.floats("e", {4}, {1, 2, 3, 4}).node("y", "Mul", {"a", "e"});
  EXPECT_THAT(message_of(unfit), HasSubstr("do not fit"));
}

TEST(TfjsImport, BadConvolutionsAreNamed) {
  const auto convolution = [](json attributes, const std::vector<int>& kernel) {
    TinyModel model(4, 4, 2);
    int count = 1;
    for (const int extent : kernel) count *= extent;
    model.floats("k", kernel, std::vector<float>(static_cast<std::size_t>(count)));
    model.node("y", "Conv2D", {"x", "k"}, std::move(attributes));
    return message_of(model);
  };
  const json good = {{"strides", integers({1, 1, 1, 1})}, {"padding", text(kValid)}};
  const auto with = [&](const char* key, const json& value) {
    json attributes = good;
    attributes[key] = value;
    return attributes;
  };
  EXPECT_THAT(convolution(good, {9, 9, 2, 1}), HasSubstr("not a possible extent"));
  EXPECT_THAT(convolution(good, {1, 1, 3, 1}), HasSubstr("3 channels, input has 2"));
  EXPECT_THAT(convolution(good, {1, 1}), HasSubstr("rank-4"));
  EXPECT_THAT(convolution(with("strides", integers({1, 0, 1, 1})), {1, 1, 2, 1}), HasSubstr("strides"));
  EXPECT_THAT(convolution(with("padding", text("!!!!")), {1, 1, 2, 1}), HasSubstr("base64"));
  EXPECT_THAT(convolution(with("padding", text("U09NRQ==")), {1, 1, 2, 1}), HasSubstr("padding"));
  EXPECT_THAT(convolution(with("data_format", text("TkNIVw==")), {1, 1, 2, 1}), HasSubstr("NCHW"));
  EXPECT_THAT(convolution(with("fused_ops", strings({"RnVzZWRCYXRjaE5vcm0="})), {1, 1, 2, 1}),
              HasSubstr("FusedBatchNorm"));
}

TEST(TfjsImport, FilesThatAreNoModelAreErrors) {
  const TemporaryFolder folder;
  const auto message = [&](const std::string& content) {
    std::ofstream(folder / "model.json") << content;
    const auto report = import_tfjs({folder / "model.json", folder / "o.onnx", {}, {}});
    return report ? "it was imported" : report.error().message;
  };
  EXPECT_THAT(message(""), HasSubstr("not valid JSON"));
  EXPECT_THAT(message("{"), HasSubstr("not valid JSON"));
  EXPECT_THAT(message("[]"), HasSubstr("not a TensorFlow.js graph model"));
  EXPECT_THAT(message(std::string(1'000'000, '[')), HasSubstr("not valid JSON"));
  EXPECT_THAT(message(R"({"modelTopology": {}, "weightsManifest": []})"), HasSubstr("layers model"));
  EXPECT_THAT(message(R"({"modelTopology": {"node": [{"name": 5}]}, "weightsManifest": []})"), HasSubstr("type"));
  EXPECT_THAT(message(R"({"modelTopology": {"node": []}, "weightsManifest": []})"), HasSubstr("no outputs"));
  EXPECT_EQ(import_tfjs({folder / "none.json", folder / "o.onnx", {}, {}}).error().code, ErrorCode::kNotFound);
}

TEST(TfjsImport, UnknownOutputsGetTheNearestName) {
  const TemporaryFolder folder;
  TinyModel model(1, 1, 1);
  model.node("keypoints", "Relu", {"x"}).node("y", "Relu", {"keypoints"});
  ASSERT_TRUE(model.import(folder));
  EXPECT_THAT(import_tfjs({folder / "model.json", folder / "o.onnx", {"keypoint"}, {}}).error().message,
              HasSubstr("did you mean 'keypoints'?"));
}

TEST(TfjsImport, AnUnwritableTargetLeavesNothingBehind) {
  const TemporaryFolder folder;
  ASSERT_TRUE(doubling().import(folder));
  EXPECT_THAT(import_tfjs({folder / "model.json", folder / "no" / "o.onnx", {}, {}}).error().message,
              HasSubstr("cannot write"));
  std::filesystem::create_directory(folder / "taken.onnx");
  EXPECT_FALSE(import_tfjs({folder / "model.json", folder / "taken.onnx", {}, {}}));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 4) << "json, weights, model, folder";
}

TEST(TfjsImport, DefaultModelIsMade) {
  OW_TEST_DEPS(json_file, "centernet/centernet.json");
  const TemporaryFolder folder;
  const auto report = import_centernet_mb3(json_file, folder / "centernet-mb3.onnx");
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(report->nodes_read, 544);
  auto session = infer::create_onnx_session({folder / "centernet-mb3.onnx", DeviceKind::kCpu, Precision::kFp32, 1});
  ASSERT_TRUE(session) << session.error().text();
  const ModelSignature& signature = (*session)->signature();
  EXPECT_EQ(signature.inputs.front().name, "images");
  EXPECT_EQ(signature.metadata.at("overwatch.head"), "centernet");
  const json names = json::parse(signature.metadata.at("names"));
  ASSERT_EQ(names.size(), 80U);
  EXPECT_EQ(names.at(0), "person");
  EXPECT_EQ(names.at(79), "toothbrush");
  const auto outputs = (*session)->run(Tensor{std::vector<float>(3 * 512 * 512, 114), {1, 3, 512, 512}}.view());
  ASSERT_TRUE(outputs) << outputs.error().text();
  EXPECT_THAT(outputs->at(0).shape, ElementsAre(1, 80, 128, 128));
  EXPECT_THAT(outputs->at(1).shape, ElementsAre(1, 4, 128, 128));
}

TEST(Base64, DecodesOrRefuses) {
  EXPECT_EQ(decode_base64("U0FNRQ=="), "SAME");
  EXPECT_EQ(decode_base64("U0FNRQ"), "SAME");
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("A"), std::nullopt);
  EXPECT_EQ(decode_base64("U0F*"), std::nullopt);
}

}  // namespace
}  // namespace ow::models
