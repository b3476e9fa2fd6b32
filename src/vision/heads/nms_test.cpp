#include "vision/heads/nms.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace ow::vision {
namespace {

Letterbox identity(Size source) { return {.source = source}; }

std::vector<Detection> run(std::vector<Candidate> candidates, const DecodeOptions& options = {},
                           Suppression suppression = Suppression::kPerClass) {
  return finish(std::move(candidates), identity({1000, 1000}), options, suppression);
}

TEST(Finish, SuppressesWithinAClassOnly) {
  const std::vector<Candidate> candidates = {
      {{0, 0, 100, 100}, 0.6F, 0, 0}, {{5, 0, 105, 100}, 0.9F, 0, 1}, {{5, 0, 105, 100}, 0.7F, 1, 2}};
  const auto kept = run(candidates);
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].score, 0.9F);
  EXPECT_EQ(kept[1].class_id, 1);
  EXPECT_EQ(run(candidates, {.class_agnostic_nms = true}).size(), 1U);
  EXPECT_EQ(run(candidates, {}, Suppression::kNone).size(), 3U);
}

TEST(Finish, TheThresholdItselfDoesNotSuppress) {
  // Intersection 50·100, union 150·100: an IoU of exactly one third.
  const std::vector<Candidate> pair = {{{0, 0, 100, 100}, 0.9F, 0, 0}, {{50, 0, 150, 100}, 0.8F, 0, 1}};
  EXPECT_EQ(run(pair, {.iou = 1 / 3.F}).size(), 2U);
  EXPECT_EQ(run(pair, {.iou = 0.33F}).size(), 1U);
}

TEST(Finish, ASuppressedBoxSuppressesNothing) {
  const auto kept =
      run({{{0, 0, 100, 100}, 0.9F, 0, 0}, {{30, 0, 130, 100}, 0.8F, 0, 1}, {{60, 0, 160, 100}, 0.7F, 0, 2}});
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[1].box.x1, 60);
}

TEST(Finish, EqualScoresKeepTheModelsOrder) {
  std::vector<Candidate> candidates;
  for (std::int32_t i = 9; i >= 0; --i) {
    const auto x = static_cast<float>(i * 50);
    candidates.push_back({{x, 0, x + 40, 40}, 0.5F, 0, i});
  }
  const auto kept = run(candidates, {.detections_max = 4});
  ASSERT_EQ(kept.size(), 4U);
  for (std::size_t i = 0; i < kept.size(); ++i) EXPECT_EQ(kept[i].box.x1, static_cast<float>(i * 50));
}

TEST(Finish, DropsWhatIsNoBox) {
  const float nan = std::numeric_limits<float>::quiet_NaN(), infinite = std::numeric_limits<float>::infinity();
  EXPECT_TRUE(run({{{nan, 0, 10, 10}, 0.9F, 0, 0},
                   {{0, 0, infinite, 10}, 0.9F, 0, 1},
                   {{10, 0, 10, 10}, 0.9F, 0, 2},
                   {{20, 0, 10, 10}, 0.9F, 0, 3},
                   {{-50, -50, -10, -10}, 0.9F, 0, 4},
                   {{1001, 5, 1100, 10}, 0.9F, 0, 5}})
                  .empty());
}

TEST(Finish, CandidatesAreBoundedToTheBest) {
  std::vector<Candidate> candidates;
  for (std::int32_t i = 0; i < 40'000; ++i)
    candidates.push_back({{0, 0, 10, 10}, static_cast<float>(i) / 40'000.F, i, i});
  const auto kept = run(candidates, {.detections_max = 100'000});
  ASSERT_EQ(kept.size(), 30'000U);
  EXPECT_EQ(kept.front().class_id, 39'999);
  EXPECT_EQ(kept.back().class_id, 10'000);
  EXPECT_TRUE(run(candidates, {.detections_max = 0}).empty());
}

TEST(CandidateFilter, TakesOnlyFiniteScoresAndWantedClasses) {
  const CandidateFilter filter({.confidence = 0.25F, .classes = {2, 7, -1, 99}}, 8);
  EXPECT_TRUE(filter.wants_score(0.25F));
  EXPECT_FALSE(filter.wants_score(0.2499F));
  EXPECT_FALSE(filter.wants_score(std::numeric_limits<float>::quiet_NaN()));
  EXPECT_FALSE(filter.wants_score(std::numeric_limits<float>::infinity()));
  EXPECT_TRUE(filter.wants_class(2));
  EXPECT_FALSE(filter.wants_class(3));
  EXPECT_TRUE(CandidateFilter({}, 8).wants_class(3));
}

}  // namespace
}  // namespace ow::vision
