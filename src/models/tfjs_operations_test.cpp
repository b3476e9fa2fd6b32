// Each operation against a result worked out by hand, by way of ONNX Runtime.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/tfjs_test_model.h"

namespace ow::models {
namespace {

using nlohmann::json;
using namespace test;
using ::testing::FloatNear;
using ::testing::Pointwise;

std::vector<float> ramp(int count) {
  std::vector<float> values;
  for (int i = 0; i < count; ++i) values.push_back(static_cast<float>(i));
  return values;
}

void expect(const TinyModel& model, const std::vector<float>& input, const std::vector<float>& wanted) {
  const auto found = model.run(input);
  ASSERT_TRUE(found) << found.error().text();
  EXPECT_THAT(*found, Pointwise(FloatNear(1e-5F), wanted));
}

json window(const std::string& padding, int stride) {
  return {{"strides", integers({1, stride, stride, 1})}, {"padding", text(padding)}};
}

TEST(TfjsOperations, SameConvolutionPadsTheOddZeroAtTheEnd) {
  TinyModel model(4, 4, 1);
  model.floats("k", {3, 3, 1, 1}, std::vector<float>(9, 1)).node("y", "Conv2D", {"x", "k"}, window(kSame, 2));
  expect(model, ramp(16), {45, 39, 66, 50});
}

TEST(TfjsOperations, ValidConvolutionMixesChannelsInOrder) {
  TinyModel model(1, 2, 2);
  model.floats("k", {1, 1, 2, 3}, {1, 10, 100, 2, 20, 200}).node("y", "Conv2D", {"x", "k"}, window(kValid, 1));
  expect(model, {1, 2, 3, 4}, {5, 50, 500, 11, 110, 1100});
}

TEST(TfjsOperations, ExplicitPaddingAndDilation) {
  TinyModel model(3, 3, 1);
  json attributes = window("RVhQTElDSVQ=", 1);
  attributes["explicit_paddings"] = integers({0, 0, 1, 0, 0, 1, 0, 0});
  attributes["dilations"] = integers({1, 2, 2, 1});
  model.floats("k", {2, 2, 1, 1}, {1, 1, 1, 1}).node("y", "Conv2D", {"x", "k"}, attributes);
  // Rows −1…2, columns 0…3; taps two apart.
  expect(model, ramp(9), {3 + 5, 4, 0 + 2 + 6 + 8, 1 + 7});
}

TEST(TfjsOperations, FusedBiasAndRelu6) {
  TinyModel model(1, 3, 1);
  json attributes = window(kSame, 1);
  attributes["fused_ops"] = strings({kBiasAdd, kRelu6});
  model.floats("k", {1, 1, 1, 1}, {2}).floats("b", {1}, {-1}).node("y", "_FusedConv2D", {"x", "k", "b"}, attributes);
  expect(model, {0, 2, 9}, {0, 3, 6});
}

TEST(TfjsOperations, DepthwiseWithMultiplier) {
  TinyModel model(1, 2, 2);
  json attributes = window(kSame, 1);
  attributes["fused_ops"] = strings({kBiasAdd});
  model.floats("k", {1, 1, 2, 2}, {1, 10, 2, 20}).floats("b", {4}, {0, 0, 0, 1});
  model.node("y", "FusedDepthwiseConv2dNative", {"x", "k", "b"}, attributes);
  expect(model, {1, 2, 3, 4}, {1, 10, 4, 41, 3, 30, 8, 81});
}

TEST(TfjsOperations, ConstantsOfEveryRankBroadcastAsInNhwc) {
  TinyModel model(2, 1, 2);
  model.floats("scalar", {}, {2}).node("a", "Mul", {"scalar", "x"});
  model.floats("channel", {2}, {10, 20}).node("b", "AddV2", {"a", "channel"});
  model.floats("row", {2, 1, 1}, {100, 200}).node("c", "Add", {"b", "row"});
  model.floats("full", {1, 2, 1, 2}, {1000, 2000, 3000, 4000}).node("y", "Sub", {"full", "c"});
  expect(model, {0, 1, 2, 3}, {1000 - 110, 2000 - 122, 3000 - 214, 4000 - 226});
}

TEST(TfjsOperations, ActivationsBroadcastToo) {
  TinyModel model(2, 2, 1);
  model.ints("axes", {1, 2}).node("mean", "Mean", {"x", "axes"}, {{"keep_dims", {{"b", true}}}});
  model.node("y", "Sub", {"x", "mean"});
  expect(model, {1, 2, 3, 6}, {-2, -1, 0, 3});
}

TEST(TfjsOperations, MeanOverChannels) {
  TinyModel model(1, 2, 2);
  model.ints("axes", {-1}).node("y", "Mean", {"x", "axes"}, {{"keep_dims", {{"b", true}}}});
  expect(model, {1, 3, 5, 9}, {2, 7});
}

TEST(TfjsOperations, ConcatAlongChannelsAndHeight) {
  TinyModel channels(1, 2, 1);
  channels.ints("axis", {-1}).node("r", "Relu", {"x"}).node("y", "ConcatV2", {"x", "r", "axis"});
  expect(channels, {-1, 2}, {-1, 0, 2, 2});
  TinyModel height(1, 2, 1);
  height.ints("axis", {1}).node("r", "Relu", {"x"}).node("y", "ConcatV2", {"x", "r", "axis"});
  expect(height, {-1, 2}, {-1, 2, 0, 2});
}

TEST(TfjsOperations, BilinearResizeInItsThreeCoordinateSystems) {
  const auto model = [](const json& attributes) {
    TinyModel made(1, 2, 1);
    made.ints("size", {1, 4}).node("y", "ResizeBilinear", {"x", "size"}, attributes);
    return made;
  };
  expect(model({}), {0, 12}, {0, 6, 12, 12});
  expect(model({{"half_pixel_centers", {{"b", true}}}}), {0, 12}, {0, 3, 9, 12});
  expect(model({{"align_corners", {{"b", true}}}}), {0, 12}, {0, 4, 8, 12});
}

TEST(TfjsOperations, ResizeByAFractionReachesItsSize) {
  for (int size = 1; size < 40; ++size) {
    TinyModel model(1, 7, 1);
    model.ints("size", {1, size}).node("y", "ResizeBilinear", {"x", "size"});
    const auto found = model.run(ramp(7));
    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->size(), static_cast<std::size_t>(size));
  }
}

TEST(TfjsOperations, PoolsLeavePaddingOut) {
  json attributes = window(kSame, 1);
  attributes["ksize"] = integers({1, 3, 3, 1});
  TinyModel largest(1, 3, 1);
  largest.node("y", "MaxPool", {"x"}, attributes);
  expect(largest, {-5, -3, -4}, {-3, -3, -3});
  TinyModel average(1, 3, 1);
  average.node("y", "AvgPool", {"x"}, attributes);
  expect(average, {2, 4, 9}, {3, 5, 6.5F});
}

TEST(TfjsOperations, ActivationFunctions) {
  const std::vector<std::pair<std::string, std::vector<float>>> wanted = {{"Relu", {0, 0, 7}},
                                                                          {"Relu6", {0, 0, 6}},
                                                                          {"LeakyRelu", {-0.4F, 0, 7}},
                                                                          {"Sigmoid", {0.11920292F, 0.5F, 0.99908895F}},
                                                                          {"Elu", {-0.86466472F, 0, 7}}};
  for (const auto& [op, result] : wanted) {
    TinyModel model(1, 3, 1);
    model.node("y", op, {"x"});
    expect(model, {-2, 0, 7}, result);
  }
}

TEST(TfjsOperations, QuantisedWeightsAreWidened) {
  TinyModel half(1, 1, 3);
  const std::string halves("\x00\x3C\x01\x00\x00\xC0", 6);  // 1, the smallest subnormal, −2
  half.raw("w", {{"shape", {3}}, {"dtype", "float32"}, {"quantization", {{"dtype", "float16"}}}}, halves);
  half.node("y", "Mul", {"x", "w"});
  expect(half, {3, 16777216, 3}, {3, 1, -6});
  TinyModel byte(1, 1, 2);
  byte.raw("w",
           {{"shape", {2}}, {"dtype", "float32"}, {"quantization", {{"dtype", "uint8"}, {"scale", 0.5}, {"min", -1}}}},
           "\x02\xFF");
  byte.node("y", "Mul", {"x", "w"});
  expect(byte, {2, 2}, {0, 253});
}

}  // namespace
}  // namespace ow::models
