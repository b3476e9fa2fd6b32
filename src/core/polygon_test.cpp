#include "core/polygon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace ow {
namespace {

using Points = std::vector<Point>;

const Points kSquare = {{0.2, 0.2}, {0.8, 0.2}, {0.8, 0.8}, {0.2, 0.8}};
/// A U: open at the top between x 0.4 and 0.6.
const Points kConcave = {{0.1, 0.1}, {0.4, 0.1}, {0.4, 0.6}, {0.6, 0.6},
                         {0.6, 0.1}, {0.9, 0.1}, {0.9, 0.9}, {0.1, 0.9}};

Points backwards(Points points) {
  std::ranges::reverse(points);
  return points;
}

TEST(Polygon, HoldsWhatIsInsideInEitherOrderOfItsPoints) {
  for (const Points& area : {kSquare, backwards(kSquare)}) {
    EXPECT_TRUE(contains(area, {0.5, 0.5}));
    EXPECT_FALSE(contains(area, {0.1, 0.5}));
    EXPECT_FALSE(contains(area, {0.9, 0.5}));
    EXPECT_FALSE(contains(area, {0.5, 0.1}));
    EXPECT_FALSE(contains(area, {0.5, 0.9}));
  }
}

TEST(Polygon, ItsBorderAndCornersBelongToIt) {
  for (const Points& area : {kSquare, backwards(kSquare)}) {
    for (const Point corner : area) EXPECT_TRUE(contains(area, corner));
    for (const Point border : Points{{0.5, 0.2}, {0.8, 0.5}, {0.5, 0.8}, {0.2, 0.5}})
      EXPECT_TRUE(contains(area, border));
    EXPECT_FALSE(contains(area, {0.1, 0.2})) << "on the line of a side, but beyond it";
  }
  const Points slanted = {{0.1, 0.1}, {0.7, 0.3}, {0.3, 0.9}};
  EXPECT_TRUE(contains(slanted, {0.4, 0.2}));
  const Points whole = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
  for (const Point border : Points{{0, 0}, {1, 1}, {0.5, 1}, {1, 0.5}}) EXPECT_TRUE(contains(whole, border));
}

TEST(Polygon, ConcaveAreasLeaveTheirBaysOut) {
  for (const Points& area : {kConcave, backwards(kConcave)}) {
    EXPECT_TRUE(contains(area, {0.25, 0.3}));
    EXPECT_TRUE(contains(area, {0.75, 0.3}));
    EXPECT_TRUE(contains(area, {0.5, 0.75}));
    EXPECT_FALSE(contains(area, {0.5, 0.3}));
    EXPECT_TRUE(contains(area, {0.5, 0.6})) << "the bay's ground";
    EXPECT_FALSE(contains(area, {0.5, 0.1})) << "between two sides on one line";
  }
}

TEST(Polygon, ARayThroughCornersCountsThemOnce) {
  const Points diamond = {{0.5, 0.1}, {0.9, 0.5}, {0.5, 0.9}, {0.1, 0.5}};
  EXPECT_TRUE(contains(diamond, {0.3, 0.5}));
  EXPECT_FALSE(contains(diamond, {0.05, 0.5}));
  EXPECT_FALSE(contains(diamond, {0.95, 0.5}));
}

TEST(Polygon, SidesThatMeetAreNamed) {
  EXPECT_FALSE(crossing(kSquare));
  EXPECT_FALSE(crossing(kConcave));
  EXPECT_FALSE(crossing(backwards(kConcave)));
  EXPECT_FALSE(crossing(Points{{0, 0}, {1, 0}, {1, 1}}));
  using Pair = std::pair<std::size_t, std::size_t>;
  const Points bow_tie = {{0.2, 0.2}, {0.8, 0.8}, {0.8, 0.2}, {0.2, 0.8}};
  EXPECT_EQ(crossing(bow_tie), Pair(0, 2));
  const Points touching = {{0.1, 0.1}, {0.9, 0.1}, {0.9, 0.9}, {0.5, 0.1}, {0.1, 0.9}};
  EXPECT_EQ(crossing(touching), Pair(0, 2)) << "a corner on another side";
  const Points spike = {{0.1, 0.1}, {0.9, 0.1}, {0.5, 0.1}, {0.5, 0.9}};
  EXPECT_EQ(crossing(spike), Pair(0, 1)) << "there and back again";
  const Points closing_spike = {{0.5, 0.1}, {0.5, 0.9}, {0.1, 0.1}, {0.9, 0.1}};
  EXPECT_TRUE(crossing(closing_spike));
  const Points corner_twice = {{0.5, 0.5}, {0.9, 0.1}, {0.9, 0.9}, {0.5, 0.5}, {0.1, 0.9}, {0.1, 0.1}};
  EXPECT_TRUE(crossing(corner_twice));
}

TEST(Polygon, PointsOnALineHaveNoSize) {
  EXPECT_TRUE(on_one_line(Points{}));
  EXPECT_TRUE(on_one_line(Points{{0.5, 0.5}, {0.5, 0.5}, {0.5, 0.5}}));
  EXPECT_TRUE(on_one_line(Points{{0.1, 0.1}, {0.2, 0.2}, {0.3, 0.3}, {0.7, 0.7}}));
  EXPECT_TRUE(on_one_line(Points{{0, 0.3}, {1, 0.3}, {0.4, 0.3}}));
  EXPECT_FALSE(on_one_line(kSquare));
  EXPECT_FALSE(on_one_line(Points{{0.1, 0.1}, {0.2, 0.2}, {0.3, 0.301}}));
}

}  // namespace
}  // namespace ow
