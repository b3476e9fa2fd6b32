#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "infer/session.h"
#include "infer/test_models.h"
#include "tests/support/test_data.h"

namespace ow::infer {
namespace {

using test::Body;
using test::TemporaryFolder;
using test::write_model;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

SessionOptions options_for(const std::filesystem::path& file, Precision precision = Precision::kFp32) {
  return {file, DeviceKind::kCpu, precision, 1};
}

Error error_of(const SessionOptions& options) {
  auto session = create_onnx_session(options);
  return session ? Error{ErrorCode::kInternal, "it loaded", {}} : session.error();
}

Tensor ramp(std::vector<std::int64_t> shape) {
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) count *= extent;
  Tensor tensor{{}, std::move(shape)};
  for (std::int64_t i = 0; i < count; ++i) tensor.values.push_back(static_cast<float>(i));
  return tensor;
}

TEST(OnnxSession, RunsAndSaysWhatItRan) {
  const TemporaryFolder folder;
  auto session = create_onnx_session(options_for(write_model(folder / "double.onnx")));
  ASSERT_TRUE(session) << session.error().text();
  auto outputs = (*session)->run(ramp({2, 3, 2, 2}).view());
  ASSERT_TRUE(outputs) << outputs.error().text();
  ASSERT_EQ(outputs->size(), 1U);
  EXPECT_THAT(outputs->front().shape, ElementsAre(2, 3, 2, 2));
  EXPECT_FLOAT_EQ(outputs->front().values[23], 46);
  const ExecutionTruth& truth = (*session)->truth();
  EXPECT_EQ(truth.text(), "CPUExecutionProvider 100% (1 nodes)");
  EXPECT_EQ(truth.device, DeviceKind::kCpu);
  EXPECT_EQ(truth.precision, Precision::kFp32);
  EXPECT_THAT(truth.runtime, HasSubstr("ONNX Runtime 1."));
  EXPECT_EQ((*session)->signature().metadata.at("task"), "test");
}

TEST(OnnxSession, SignatureHasDynamicExtentsAsMinusOne) {
  const TemporaryFolder folder;
  auto signature = read_signature(write_model(folder / "double.onnx"));
  ASSERT_TRUE(signature) << signature.error().text();
  EXPECT_THAT(signature->inputs.front().shape, ElementsAre(-1, 3, 2, 2));
  EXPECT_EQ(signature->inputs.front().element_type, "float32");
}

TEST(OnnxSession, Float16IsNarrowedAndWidened) {
  const TemporaryFolder folder;
  auto session = create_onnx_session(options_for(write_model(folder / "half.onnx", {.element_type = 10})));
  ASSERT_TRUE(session) << session.error().text();
  EXPECT_EQ((*session)->signature().inputs.front().element_type, "float16");
  auto outputs = (*session)->run(ramp({1, 3, 2, 2}).view());
  ASSERT_TRUE(outputs) << outputs.error().text();
  EXPECT_FLOAT_EQ(outputs->front().values[11], 22);
  EXPECT_EQ((*session)->truth().precision, Precision::kFp32) << "the CPU casts half weights to float32";
}

TEST(OnnxSession, OtherInputTypesAreRefusedByName) {
  const TemporaryFolder folder;
  EXPECT_THAT(error_of(options_for(write_model(folder / "a.onnx", {.element_type = 7}))).message, HasSubstr("int64"));
  EXPECT_THAT(error_of(options_for(write_model(folder / "c.onnx", {.input_count = 2}))).message, HasSubstr("2 inputs"));
}

TEST(OnnxSession, WrongShapesAreRefused) {
  const TemporaryFolder folder;
  auto session = create_onnx_session(options_for(write_model(folder / "double.onnx", {.shape = {1, 3, 2, 2}})));
  ASSERT_TRUE(session) << session.error().text();
  auto outputs = (*session)->run(ramp({1, 3, 4, 2}).view());
  ASSERT_FALSE(outputs);
  EXPECT_THAT(outputs.error().message, HasSubstr("wants shape 1x3x2x2, got 1x3x4x2"));
  EXPECT_FALSE((*session)->run(ramp({2, 3, 2, 2}).view()));
  EXPECT_FALSE((*session)->run(TensorView{{}, {1, 3, 2, 2}})) << "no values";
}

TEST(OnnxSession, PrecisionWishesThatCannotBeMetFail) {
  const TemporaryFolder folder;
  const auto file = write_model(folder / "double.onnx");
  EXPECT_EQ(error_of(options_for(file, Precision::kFp16)).code, ErrorCode::kUnsupported);
  EXPECT_THAT(error_of(options_for(file, Precision::kInt8)).message, HasSubstr("double_int8.onnx"));
  write_model(folder / "double_static_int8.onnx", {.body = Body::kQuantised});
  EXPECT_THAT(error_of(options_for(file, Precision::kInt8)).message, HasSubstr("use double_static_int8.onnx"));
}

TEST(OnnxSession, QuantisedOperationsAreInt8) {
  const TemporaryFolder folder;
  const auto file = write_model(folder / "q.onnx", {.body = Body::kQuantised});
  for (const Precision wish : {Precision::kFp32, Precision::kInt8}) {
    auto session = create_onnx_session(options_for(file, wish));
    ASSERT_TRUE(session) << session.error().text();
    EXPECT_EQ((*session)->truth().precision, Precision::kInt8);
  }
}

TEST(OnnxSession, AnUnknownOperationIsAnErrorOfOneLine) {
  const TemporaryFolder folder;
  const Error error = error_of(options_for(write_model(folder / "odd.onnx", {.body = Body::kUnknownOperation})));
  EXPECT_THAT(error.message, HasSubstr("Frobnicate"));
  EXPECT_EQ(error.message.find('\n'), std::string::npos);
}

TEST(OnnxSession, ADeviceWithoutProviderIsAnError) {
  const TemporaryFolder folder;
  SessionOptions options = options_for(write_model(folder / "double.onnx"));
  options.device = DeviceKind::kMps;
#ifndef __APPLE__
  EXPECT_THAT(error_of(options).message, HasSubstr("CoreML"));
#endif
}

TEST(OnnxSession, RealModelRuns) {
  OW_TEST_DATA(file, "models/yolov8n.onnx");
  auto session = create_onnx_session(options_for(file));
  ASSERT_TRUE(session) << session.error().text();
  auto outputs = (*session)->run(Tensor{std::vector<float>(3 * 640 * 640, 0.5F), {1, 3, 640, 640}}.view());
  ASSERT_TRUE(outputs) << outputs.error().text();
  EXPECT_THAT(outputs->front().shape, ElementsAre(1, 84, 8400));
  EXPECT_THAT((*session)->truth().text(), HasSubstr("CPUExecutionProvider 100%"));
}

TEST(OnnxSession, RealInt8ModelsSaySo) {
  OW_TEST_DATA(static_file, "models/yolov8n_int8_qdq.onnx");
  OW_TEST_DATA(dynamic_file, "models/yolov8n_int8_dynamic.onnx");
  for (const auto& file : {static_file, dynamic_file}) {
    auto session = create_onnx_session(options_for(file, Precision::kInt8));
    ASSERT_TRUE(session) << session.error().text();
    EXPECT_EQ((*session)->truth().precision, Precision::kInt8);
  }
}

TEST(OnnxSession, ExternalWeightsAreFoundAndMissedByName) {
  OW_TEST_DATA(file, "models/osnet_x0_25_msmt17.onnx");
  auto session = create_onnx_session(options_for(file));
  EXPECT_TRUE(session) << session.error().text();
  const TemporaryFolder folder;
  std::filesystem::copy_file(file, folder / "alone.onnx");
  EXPECT_THAT(error_of(options_for(folder / "alone.onnx")).message, HasSubstr(".data"));
}

TEST(OnnxSession, ACutRealModelIsNamedAsSuch) {
  OW_TEST_DATA(file, "models/yolov8n.onnx");
  const TemporaryFolder folder;
  std::filesystem::copy_file(file, folder / "cut.onnx");
  std::filesystem::resize_file(folder / "cut.onnx", 5'000'000);
  const Error error = error_of(options_for(folder / "cut.onnx"));
  EXPECT_EQ(error.code, ErrorCode::kDataLoss);
  EXPECT_THAT(error.message, HasSubstr("cut off"));
}

}  // namespace
}  // namespace ow::infer
