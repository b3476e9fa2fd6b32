#include "nodes/model_input.h"

#include <gtest/gtest.h>

#include "nodes/test_support.h"

namespace ow::nodes {
namespace {

FramePtr frame(Size size, std::uint8_t luma) {
  FrameBuffer buffer(size);
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const int rows = plane == 0 ? size.height : chroma_extent(size.height);
    std::fill_n(buffer.data(plane), buffer.stride(plane) * rows, plane == 0 ? luma : std::uint8_t{128});
  }
  FrameInfo info;
  info.source_size = size;
  return std::move(buffer).freeze(info);
}

vision::InputSpec spec() {
  vision::InputSpec made;
  made.size = {32, 32};
  return made;
}

/// What a tensor that nobody used before holds.
std::vector<float> fresh(const vision::InputSpec& spec, const std::vector<FramePtr>& frames) {
  std::vector<float> values;
  for (const FramePtr& each : frames) {
    std::vector<float> one(3 * 32 * 32);
    EXPECT_TRUE(vision::preprocess(*each, spec, one));
    values.insert(values.end(), one.begin(), one.end());
  }
  return values;
}

TEST(ModelInput, MemoryThatCameBackHoldsTheSameAsNewMemory) {
  const vision::InputSpec wanted = spec();
  ModelInput input(wanted, 2);
  const FramePtr wide = frame({64, 24}, 50), wide_dark = frame({64, 24}, 20), tall = frame({24, 64}, 200);
  const std::vector<std::vector<FramePtr>> batches = {{wide, wide}, {wide_dark, wide}, {wide, tall},
                                                      {tall, tall}, {wide, wide},      {tall, wide}};
  for (const auto& batch : batches) {
    for (const FramePtr& each : batch) ASSERT_TRUE(input.add(*each));
    EXPECT_TRUE(input.full());
    Tensor tensor = input.take();
    EXPECT_EQ(tensor.shape, (std::vector<std::int64_t>{2, 3, 32, 32}));
    EXPECT_EQ(tensor.values, fresh(wanted, batch));
    input.give_back(std::move(tensor));
  }
}

TEST(ModelInput, TensorsInFlightWhileTheSizeChangesDoNotServeAgain) {
  const vision::InputSpec wanted = spec();
  ModelInput input(wanted, 1);
  const FramePtr wide = frame({64, 24}, 50), tall = frame({24, 64}, 200);
  ASSERT_TRUE(input.add(*wide));
  Tensor first = input.take();
  ASSERT_TRUE(input.add(*tall));
  Tensor second = input.take();
  input.give_back(std::move(first));
  ASSERT_TRUE(input.add(*tall));
  Tensor third = input.take();
  EXPECT_EQ(third.values, fresh(wanted, {tall}));
  input.give_back(std::move(second));
  ASSERT_TRUE(input.add(*tall));
  EXPECT_EQ(input.take().values, fresh(wanted, {tall}));
}

TEST(ModelInput, APartialBatchIsCutAndItsMemoryNotMistakenForAWholeOne) {
  const vision::InputSpec wanted = spec();
  ModelInput input(wanted, 2);
  const FramePtr wide = frame({64, 24}, 50);
  ASSERT_TRUE(input.add(*wide));
  EXPECT_FALSE(input.full());
  Tensor half = input.take();
  EXPECT_EQ(half.shape.front(), 1);
  EXPECT_EQ(half.values, fresh(wanted, {wide}));
  input.give_back(std::move(half));
  ASSERT_TRUE(input.add(*wide));
  ASSERT_TRUE(input.add(*wide));
  EXPECT_EQ(input.take().values, fresh(wanted, {wide, wide}));
}

}  // namespace
}  // namespace ow::nodes
