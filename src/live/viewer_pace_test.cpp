#include "live/viewer_pace.h"

#include <gtest/gtest.h>

namespace ow::live {
namespace {

void take(ViewerPace& pace, int pictures, std::uint64_t missed) {
  for (int i = 0; i < pictures; ++i) pace.took(missed);
}

/// Full pictures miss one each; how many reduced ones it takes until full ones are tried again.
int reduced_until_full(ViewerPace& pace) {
  take(pace, ViewerPace::kWindow, 1);
  EXPECT_TRUE(pace.slow());
  int taken = 0;
  while (pace.slow() && taken < 10'000) {
    pace.took(0);
    ++taken;
  }
  return taken;
}

TEST(ViewerPace, OneThatKeepsUpOrMissesSomeGetsFullPictures) {
  ViewerPace pace;
  take(pace, 1'000, 0);
  EXPECT_FALSE(pace.slow());
  for (int i = 0; i < 1'000; ++i) pace.took(i % 3 == 0 ? 1 : 0);  // three of four
  EXPECT_FALSE(pace.slow());
}

TEST(ViewerPace, OneThatGetsHalfIsSlowAfterAWindow) {
  ViewerPace pace;
  take(pace, ViewerPace::kWindow - 1, 1);
  EXPECT_FALSE(pace.slow());
  pace.took(1);
  EXPECT_TRUE(pace.slow());
}

TEST(ViewerPace, OneLongPauseIsNotSlowForEver) {
  ViewerPace pace;
  pace.took(100);
  take(pace, ViewerPace::kWindow - 1, 0);
  EXPECT_TRUE(pace.slow());
  take(pace, ViewerPace::kCalmPictures, 0);
  EXPECT_FALSE(pace.slow());
}

TEST(ViewerPace, AGapBeginsTheCalmTimeAnew) {
  ViewerPace pace;
  take(pace, ViewerPace::kWindow, 1);
  take(pace, ViewerPace::kCalmPictures - 1, 0);
  pace.took(1);
  take(pace, ViewerPace::kCalmPictures - 1, 0);
  EXPECT_TRUE(pace.slow());
  pace.took(0);
  EXPECT_FALSE(pace.slow());
}

TEST(ViewerPace, EachVainTryWaitsTwiceAsLongUpToABound) {
  ViewerPace pace;
  for (int expected = ViewerPace::kCalmPictures; expected < ViewerPace::kCalmPicturesMax; expected *= 2) {
    EXPECT_EQ(reduced_until_full(pace), expected);
  }
  EXPECT_EQ(reduced_until_full(pace), ViewerPace::kCalmPicturesMax);
  EXPECT_EQ(reduced_until_full(pace), ViewerPace::kCalmPicturesMax);
  take(pace, ViewerPace::kCalmPicturesMax, 0);
  EXPECT_EQ(reduced_until_full(pace), ViewerPace::kCalmPictures) << "a long good time is a new start";
}

}  // namespace
}  // namespace ow::live
