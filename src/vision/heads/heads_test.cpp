#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "vision/heads/class_scan.h"
#include "vision/heads/test_models.h"

namespace ow::vision {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinite = std::numeric_limits<float>::infinity();

std::shared_ptr<const Head> head_for(const ModelSignature& signature) {
  auto head = recognise_head(signature);
  if (!head) ADD_FAILURE() << head.error().text();
  return head ? *head : nullptr;
}

void expect_box(const Detection& detection, Box wanted) {
  EXPECT_NEAR(detection.box.x1, wanted.x1, 0.01);
  EXPECT_NEAR(detection.box.y1, wanted.y1, 0.01);
  EXPECT_NEAR(detection.box.x2, wanted.x2, 0.01);
  EXPECT_NEAR(detection.box.y2, wanted.y2, 0.01);
}

/// Writes channels down a column of a channel-major tensor.
void set_anchor(Tensor& tensor, std::int64_t anchor, std::initializer_list<float> box, std::size_t class_id,
                float score) {
  const auto anchors = static_cast<std::size_t>(tensor.shape[2]);
  std::size_t channel = 0;
  for (const float value : box) tensor.values[channel++ * anchors + static_cast<std::size_t>(anchor)] = value;
  tensor.values[(4 + class_id) * anchors + static_cast<std::size_t>(anchor)] = score;
}

TEST(YoloV8, DecodesInSourcePixelsByFallingScore) {
  const auto head = head_for(signature_of({1, 3, 640, 640}, {{1, 84, 8400}}));
  Tensor output = tensor_of({1, 84, 8400});
  set_anchor(output, 17, {320, 320, 64, 36}, 2, 0.6F);
  set_anchor(output, 8399, {100, 200, 40, 40}, 79, 0.9F);
  set_anchor(output, 18, {321, 320, 64, 36}, 2, 0.5F);  // suppressed
  set_anchor(output, 19, {320, 320, 64, 36}, 3, 0.2F);  // too weak
  set_anchor(output, 20, {320, 50, 64, 36}, 3, 0.8F);   // in the upper bar
  const auto found = decode(*head, {output}, {1280, 720});
  ASSERT_TRUE(found) << found.error().text();
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].class_id, 79);
  EXPECT_FLOAT_EQ((*found)[0].score, 0.9F);
  expect_box((*found)[0], {160, 80, 240, 160});
  EXPECT_EQ((*found)[1].class_id, 2);
  expect_box((*found)[1], {576, 324, 704, 396});
}

TEST(YoloV8, TheTransposedFormGivesTheSame) {
  const auto plain = head_for(signature_of({1, 3, 640, 640}, {{1, 84, 8400}}));
  const auto transposed = head_for(signature_of({1, 3, 640, 640}, {{1, 8400, 84}}));
  Tensor output = tensor_of({1, 84, 8400});
  for (std::int64_t i = 0; i < 40; ++i) {
    const auto step = static_cast<float>(i);
    set_anchor(output, i * 211, {20 + 15 * step, 300, 10 + step, 30}, static_cast<std::size_t>(i) % 80,
               0.2F + step * 0.02F);
  }
  Tensor turned = tensor_of({1, 8400, 84});
  for (std::size_t c = 0; c < 84; ++c) {
    for (std::size_t i = 0; i < 8400; ++i) turned.values[i * 84 + c] = output.values[c * 8400 + i];
  }
  const auto a = decode(*plain, {output}, {640, 480});
  const auto b = decode(*transposed, {turned}, {640, 480});
  ASSERT_TRUE(a && b);
  ASSERT_GT(a->size(), 20U);
  ASSERT_EQ(a->size(), b->size());
  for (std::size_t i = 0; i < a->size(); ++i) {
    EXPECT_EQ((*a)[i].box, (*b)[i].box);
    EXPECT_EQ((*a)[i].class_id, (*b)[i].class_id);
  }
}

TEST(YoloV8, ClassFilterAndLimitApply) {
  const auto head = head_for(signature_of({1, 3, 640, 640}, {{1, 84, 8400}}));
  Tensor output = tensor_of({1, 84, 8400});
  for (std::int64_t i = 0; i < 30; ++i) {
    set_anchor(output, i, {20 + 20 * static_cast<float>(i), 320, 10, 10}, i % 2 == 0 ? 0 : 5, 0.5F);
  }
  EXPECT_EQ(decode(*head, {output}, {640, 640}, {.classes = {5}})->size(), 15U);
  EXPECT_EQ(decode(*head, {output}, {640, 640}, {.classes = {99}})->size(), 0U);
  EXPECT_EQ(decode(*head, {output}, {640, 640}, {.detections_max = 7})->size(), 7U);
}

TEST(YoloV8, ValuesThatAreNotFiniteAreIgnored) {
  const auto head = head_for(signature_of({1, 3, 640, 640}, {{1, 84, 8400}}));
  Tensor output = tensor_of({1, 84, 8400});
  set_anchor(output, 0, {kNan, 320, 64, 36}, 2, 0.6F);
  set_anchor(output, 1, {320, 320, kInfinite, 36}, 2, 0.6F);
  set_anchor(output, 2, {320, 320, 64, 36}, 2, kNan);
  set_anchor(output, 3, {320, 320, 64, 36}, 2, kInfinite);
  set_anchor(output, 4, {100, 100, 64, 36}, 2, kNan);
  set_anchor(output, 4, {100, 100, 64, 36}, 7, 0.7F);  // a sound class beside a broken one
  const auto found = decode(*head, {output}, {640, 640});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ((*found)[0].class_id, 7);
  const auto nothing = decode(*head, {tensor_of({1, 84, 8400}, kNan)}, {640, 640});
  ASSERT_TRUE(nothing);
  EXPECT_TRUE(nothing->empty());
}

TEST(YoloV5, MultipliesObjectnessAndClass) {
  const auto head = head_for(signature_of({1, 3, 640, 640}, {{1, 25200, 85}}));
  Tensor output = tensor_of({1, 25200, 85});
  const auto set = [&](std::size_t row, Box xywh, float objectness, std::size_t class_id, float score) {
    float* const values = output.values.data() + row * 85;
    values[0] = xywh.x1, values[1] = xywh.y1, values[2] = xywh.x2, values[3] = xywh.y2, values[4] = objectness;
    values[5 + class_id] = score;
  };
  set(10, {100, 100, 50, 30}, 0.8F, 3, 0.9F);
  set(20, {300, 100, 50, 30}, 0.4F, 3, 0.5F);  // 0.20 together
  set(30, {500, 100, 50, 30}, kNan, 3, 0.9F);
  const auto found = decode(*head, {output}, {640, 640});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_NEAR((*found)[0].score, 0.72, 1e-6);
  expect_box((*found)[0], {75, 85, 125, 115});
}

TEST(YoloX, DecodesTheGridOfEachStride) {
  const auto head = head_for(signature_of({1, 3, 416, 416}, {{1, 3549, 85}}));
  Tensor output = tensor_of({1, 3549, 85});
  const auto set = [&](std::size_t row, std::size_t class_id, float score) {
    float* const values = output.values.data() + row * 85;
    values[0] = 0.5F, values[1] = 0.25F, values[2] = std::log(2.F), values[3] = 0, values[4] = 1;
    values[5 + class_id] = score;
  };
  set(52 * 3 + 7, 0, 0.9F);                // stride 8, cell (7, 3)
  set(2704 + 26 * 10 + 20, 1, 0.8F);       // stride 16, cell (20, 10)
  set(2704 + 676 + 13 * 12 + 12, 2, 0.7F);  // stride 32, the last cell
  const auto found = decode(*head, {output}, {416, 416});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 3U);
  expect_box((*found)[0], {52, 22, 68, 30});
  expect_box((*found)[1], {312, 156, 344, 172});
  expect_box((*found)[2], {368, 376, 416, 408});
}

/// Distance logits that pick one bin each for left, top, right, bottom.
void set_bins(float* row, std::initializer_list<std::size_t> bins) {
  std::size_t side = 0;
  for (const std::size_t bin : bins) row[8 * side++ + bin] = 50;
}

TEST(NanoDet, DecodesDistributionsInAnyOutputOrder) {
  const auto head = head_for(signature_of(
      {1, 3, 416, 416}, {{1, 2704, 80}, {1, 676, 80}, {1, 169, 80}, {1, 2704, 32}, {1, 676, 32}, {1, 169, 32}}));
  std::vector<Tensor> outputs;
  for (const std::int64_t columns : {80, 32}) {
    for (const std::int64_t rows : {2704, 676, 169}) outputs.push_back(tensor_of({1, rows, columns}));
  }
  outputs[1].values[(26 * 10 + 5) * 80 + 3] = 0.8F;
  set_bins(outputs[4].values.data() + (26 * 10 + 5) * 32, {1, 2, 3, 4});
  outputs[2].values[(13 * 6 + 6) * 80 + 9] = 0.6F;  // all logits equal: the mean of the bins, 3.5
  const Size source{832, 416};
  const auto found = decode(*head, outputs, source);
  ASSERT_TRUE(found) << found.error().text();
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].class_id, 3);
  expect_box((*found)[0], {2 * (88 - 16), 168 - 32, 2 * (88 + 48), 168 + 64});  // stretched: twice as wide
  expect_box((*found)[1], {2 * (208 - 112), 208 - 112, 2 * (208 + 112), 208 + 112});
  std::reverse(outputs.begin(), outputs.end());
  const auto reversed = decode(*head, outputs, source);
  ASSERT_TRUE(reversed);
  ASSERT_EQ(reversed->size(), 2U);
  EXPECT_EQ((*reversed)[0].box, (*found)[0].box);
}

TEST(NanoDet, TheJointFormDecodesAndPlusSitsInTheCorner) {
  const auto plain = head_for(signature_of({1, 3, 416, 416}, {{1, 3549, 112}}));
  const auto plus = head_for(signature_of({1, 3, 416, 416}, {{1, 3598, 112}}));
  for (const auto& [head, rows, offset] : {std::tuple{plain, 3549, 4.F}, std::tuple{plus, 3598, 0.F}}) {
    Tensor output = tensor_of({1, rows, 112});
    float* const row = output.values.data() + (52 * 10 + 5) * 112;
    row[11] = 0.9F;
    set_bins(row + 80, {1, 1, 2, 2});
    const auto found = decode(*head, {output}, {416, 416});
    ASSERT_TRUE(found) << found.error().text();
    ASSERT_EQ(found->size(), 1U);
    expect_box((*found)[0], {40 + offset - 8, 80 + offset - 8, 40 + offset + 16, 80 + offset + 16});
  }
}

class CenterNetLayouts : public testing::TestWithParam<bool> {};

TEST_P(CenterNetLayouts, FindsPeaksWithinTheirClass) {
  const bool last = GetParam();
  const auto shape = [&](std::int64_t channels) {
    return last ? Shape{1, 128, 128, channels} : Shape{1, channels, 128, 128};
  };
  const auto head = head_for(signature_of({1, 3, 512, 512}, {shape(80), shape(4)}));
  Tensor scores = tensor_of(shape(80)), sides = tensor_of(shape(4), 8);
  const auto set = [&](Tensor& tensor, std::size_t channels, std::size_t x, std::size_t y, std::size_t c, float value) {
    tensor.values[last ? (y * 128 + x) * channels + c : (c * 128 + y) * 128 + x] = value;
  };
  set(scores, 80, 10, 20, 2, 0.9F);
  set(scores, 80, 11, 21, 2, 0.8F);   // beside the peak
  set(scores, 80, 11, 20, 5, 0.7F);   // another class
  set(scores, 80, 0, 0, 1, 0.6F);     // in the corner
  set(scores, 80, 127, 127, 1, 0.5F);
  set(scores, 80, 60, 60, 4, kNan);
  set(scores, 80, 61, 60, 4, 0.4F);   // its broken neighbour does not count
  for (std::size_t side = 0; side < 4; ++side) set(sides, 4, 10, 20, side, 4 * static_cast<float>(side + 1));
  const auto found = decode(*head, {scores, sides}, {1024, 512});
  ASSERT_TRUE(found) << found.error().text();
  ASSERT_EQ(found->size(), 5U);
  EXPECT_EQ((*found)[0].class_id, 2);
  expect_box((*found)[0], {2 * (40 - 4), 80 - 8, 2 * (40 + 12), 80 + 16});
  EXPECT_EQ((*found)[1].class_id, 5);
  expect_box((*found)[2], {0, 0, 16, 8});
  expect_box((*found)[3], {1000, 500, 1024, 512});
  EXPECT_EQ((*found)[4].class_id, 4);
}

INSTANTIATE_TEST_SUITE_P(Both, CenterNetLayouts, testing::Bool());

TEST(CenterNet, EveryPositionOfTheMapCanBeFound) {
  const auto head = head_for(signature_of({1, 3, 512, 512}, {{1, 80, 128, 128}, {1, 4, 128, 128}}));
  for (const std::size_t index : {0U, 127U, 511U, 512U, 16'383U, 16'384U, 1'310'719U}) {
    Tensor scores = tensor_of({1, 80, 128, 128});
    scores.values[index] = 0.5F;
    const auto found = decode(*head, {scores, tensor_of({1, 4, 128, 128}, 8)}, {512, 512});
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 1U) << index;
    EXPECT_EQ((*found)[0].class_id, static_cast<std::int32_t>(index / 16'384));
  }
}

TEST(End2End, PassesBoxesOnWithoutSuppression) {
  const auto head = head_for(signature_of({1, 3, 640, 640}, {{1, 300, 6}}));
  Tensor output = tensor_of({1, 300, 6});
  const std::vector<std::vector<float>> rows = {{100, 240, 200, 300, 0.9F, 2},   {101, 240, 200, 300, 0.8F, 2},
                                                {10, 240, 50, 300, 0.7F, 79.0F}, {0, 200, 9, 300, 0.6F, 80},
                                                {0, 200, 9, 300, 0.6F, -1},      {0, 200, 9, 300, 0.6F, kNan},
                                                {0, 200, 9, 300, 0.1F, 1},       {0, 200, 9, 300, 0.6F, 1e30F}};
  for (std::size_t i = 0; i < rows.size(); ++i)
    std::copy(rows[i].begin(), rows[i].end(), output.values.begin() + static_cast<std::ptrdiff_t>(6 * i));
  const auto found = decode(*head, {output}, {1280, 720});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 3U);
  expect_box((*found)[0], {200, 200, 400, 320});
  EXPECT_EQ((*found)[2].class_id, 79);
  const auto none = decode(*head, {tensor_of({1, 0, 6})}, {1280, 720});
  ASSERT_TRUE(none) << none.error().text();
  EXPECT_TRUE(none->empty());
}

TEST(Heads, OutputsThatAreNotWhatWasPromisedAreAnError) {
  const std::vector<ModelSignature> models = {
      signature_of({1, 3, 640, 640}, {{1, 84, 8400}}),
      signature_of({1, 3, 640, 640}, {{1, 25200, 85}}),
      signature_of({1, 3, 416, 416}, {{1, 3549, 85}}),
      signature_of({1, 3, 416, 416}, {{1, 3549, 112}}),
      signature_of({1, 3, 416, 416},
                   {{1, 2704, 80}, {1, 676, 80}, {1, 169, 80}, {1, 2704, 32}, {1, 676, 32}, {1, 169, 32}}),
      signature_of({1, 3, 512, 512}, {{1, 80, 128, 128}, {1, 4, 128, 128}}),
      signature_of({1, 3, 640, 640}, {{1, 300, 6}}),
  };
  Tensor lying = tensor_of({1, 2, 2});
  std::vector<std::vector<Tensor>> bad = {{}, {tensor_of({1})}, {tensor_of({1, 7, 9})}, {tensor_of({1, 1, 1, 1})}};
  for (const Shape& claimed : {Shape{1, 84, 8400}, Shape{1, 25200, 85}, Shape{1, 3549, 85}, Shape{1, 3549, 112},
                               Shape{1, 300, 6}, Shape{1, INT64_MAX, 6}, Shape{1, -84, -8400}, Shape{2, 84, 8400}}) {
    lying.shape = claimed;
    bad.push_back({lying});
  }
  lying.shape = {1, 80, 128, 128};
  bad.push_back({lying, tensor_of({1, 4, 128, 128})});
  bad.push_back({tensor_of({1, 80, 128, 128}), tensor_of({1, 4, 64, 64})});
  for (const ModelSignature& model : models) {
    const auto head = head_for(model);
    for (std::size_t i = 0; i < bad.size(); ++i) {
      const auto found = decode(*head, bad[i], {640, 480});
      ASSERT_FALSE(found) << head->name() << " took case " << i;
      EXPECT_NE(found.error().message.find(head->name()), std::string::npos);
    }
  }
}

TEST(ClassScan, AgreesWithThePlainLoopForAnySize) {
  for (const std::size_t count : {1U, 3U, 8U, 31U, 32U, 33U, 100U, 257U}) {
    std::vector<float> rows(7 * count);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i % 11 == 0 ? kNan : static_cast<float>((i * 7919) % 1000);
    std::vector<float> best(count);
    kernel::max_over_rows(rows.data(), 7, count, best);
    float largest = -kInfinite;
    for (std::size_t i = 0; i < count; ++i) {
      float wanted = -kInfinite;
      for (std::size_t r = 0; r < 7; ++r) wanted = rows[r * count + i] > wanted ? rows[r * count + i] : wanted;
      EXPECT_EQ(best[i], wanted) << count << " " << i;
      largest = rows[i] > largest ? rows[i] : largest;
    }
    EXPECT_EQ(kernel::max_of({rows.data(), count}), largest);
  }
  EXPECT_EQ(kernel::max_of({}), -kInfinite);
}

}  // namespace
}  // namespace ow::vision
