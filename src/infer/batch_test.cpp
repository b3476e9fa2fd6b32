#include "infer/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace ow::infer {
namespace {

using ::testing::ElementsAre;

/// y = 10·x with a batch dimension of its own; notes the batches that it saw.
class TimesTen final : public Session {
 public:
  explicit TimesTen(std::int64_t batch) { signature_.inputs = {{"x", {batch, 2}, "float32"}}; }
  [[nodiscard]] const ModelSignature& signature() const override { return signature_; }
  [[nodiscard]] const ExecutionTruth& truth() const override { return truth_; }
  Result<std::vector<Tensor>> run(const TensorView& input) override {
    batches.push_back(input.shape.front());
    Tensor out{{input.values.begin(), input.values.end()}, input.shape};
    for (float& value : out.values) value *= 10;
    return std::vector{out};
  }
  std::vector<std::int64_t> batches;

 private:
  ModelSignature signature_;
  ExecutionTruth truth_;
};

const Tensor kThree{{1, 2, 3, 4, 5, 6}, {3, 2}};

TEST(Batch, ConcatenateAndSplitAreInverse) {
  const Tensor one{{7, 8}, {1, 2}};
  const Tensor joined = concatenate(std::vector{kThree.view(), one.view()});
  EXPECT_THAT(joined.shape, ElementsAre(4, 2));
  const auto parts = split({joined}, std::vector<std::int64_t>{3, 1});
  ASSERT_TRUE(parts);
  EXPECT_EQ((*parts)[0][0].values, kThree.values);
  EXPECT_EQ((*parts)[1][0].values, one.values);
}

TEST(Batch, OutputsThatDoNotLeadWithTheBatchAreNotSplit) {
  EXPECT_FALSE(split({kThree}, std::vector<std::int64_t>{1, 1}));
  EXPECT_FALSE(split({Tensor{{1}, {}}}, std::vector<std::int64_t>{1}));
}

TEST(Batch, FixedBatchesAreRunInPieces) {
  for (const auto& [batch, seen] :
       std::map<std::int64_t, std::vector<std::int64_t>>{{1, {1, 1, 1}}, {2, {2, 2}}, {-1, {3}}, {3, {3}}}) {
    TimesTen session(batch);
    auto outputs = run_in_pieces(session, kThree.view());
    ASSERT_TRUE(outputs) << outputs.error().text();
    EXPECT_EQ(session.batches, seen);
    EXPECT_THAT(outputs->front().shape, ElementsAre(3, 2));
    EXPECT_THAT(outputs->front().values, ElementsAre(10, 20, 30, 40, 50, 60));
  }
}

}  // namespace
}  // namespace ow::infer
