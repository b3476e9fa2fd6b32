#include "vision/similarity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "vision/test_frames.h"

namespace ow::vision {
namespace {

using namespace std::chrono_literals;

/// A still scene with soft structure, 60 … 180; a sum of columns and rows, so that large frames are made quickly.
std::vector<double> wave(int count, double height, double length) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(height * std::sin(i / length));
  return values;
}

/// Normally distributed noise of deviation 1, long enough that no row of a frame repeats another's.
const std::vector<double>& normal_values() {
  static const std::vector<double> values = [] {
    std::mt19937 generator(1);
    std::normal_distribution<double> normal(0, 1);
    std::vector<double> made(65'521);
    for (double& value : made) value = normal(generator);
    return made;
  }();
  return values;
}

struct Shot {
  Size size{960, 540};
  std::uint64_t sequence = 0;
  double noise = 0;            ///< standard deviation, grey levels
  double light = 0;            ///< added everywhere
  double gain = 1;
  int object = 0;              ///< edge of a square object, 0: none
  int object_x = 0, object_y = 0;
  double contrast = 40;
  std::chrono::microseconds pts{0};
};

FramePtr take(const Shot& shot) {
  FrameInfo info;
  info.size = shot.size;
  info.sequence = shot.sequence;
  info.pts = shot.pts;
  const std::vector<double> columns = wave(shot.size.width, 40, 37), rows = wave(shot.size.height, 20, 23);
  const std::vector<double>& noise = normal_values();
  std::size_t next = static_cast<std::size_t>(shot.sequence) * 7'919;
  return make_frame(info, [&](int plane, int x, int y) -> std::uint8_t {
    if (plane != 0) return 128;
    const double scene = 120 + columns[static_cast<std::size_t>(x)] + rows[static_cast<std::size_t>(y)];
    double level = scene * shot.gain + shot.light + shot.noise * noise[next++ % noise.size()];
    const bool inside =
        x >= shot.object_x && x < shot.object_x + shot.object && y >= shot.object_y && y < shot.object_y + shot.object;
    if (inside) level += shot.contrast;
    return static_cast<std::uint8_t>(std::clamp(level + 0.5, 0.0, 255.0));
  });
}

const Size kSizes[] = {{320, 240}, {640, 360}, {768, 432}, {960, 540}, {1281, 721}, {1920, 1080}, {3840, 2160}};

TEST(SimilarityGate, TheFirstFramePasses) {
  SimilarityGate gate({});
  EXPECT_FALSE(gate.similar_to(*take({.sequence = 7})));
  EXPECT_EQ(gate.last_similarity(), 0);
  EXPECT_EQ(gate.similar_to(*take({.sequence = 8})), 7U);
  EXPECT_GT(gate.last_similarity(), 0.99);
}

TEST(SimilarityGate, SensorNoiseIsSkipped) {
  for (const Size size : kSizes) {
    SimilarityGate gate({});
    EXPECT_FALSE(gate.similar_to(*take({.size = size, .noise = 6})));
    for (std::uint64_t i = 1; i < 4; ++i) {
      EXPECT_EQ(gate.similar_to(*take({.size = size, .sequence = i, .noise = 6})), 0U)
          << size.width << "x" << size.height << " similarity " << gate.last_similarity();
    }
  }
}

TEST(SimilarityGate, ASmallObjectIsNeverSkippedWhereverItIs) {
  for (const Size size : kSizes) {
    const FramePtr empty = take({.size = size, .noise = 2});
    for (int place = 0; place < 8; ++place) {
      SimilarityGate gate({});
      EXPECT_FALSE(gate.similar_to(*empty));
      // Places that no tile grid favours, the corners among them.
      const int x = place == 0 ? 0 : std::min(place * (size.width - 24) / 7 + place % 5, size.width - 24);
      const int y = place == 0 ? 0 : std::min((place * 5 % 8) * (size.height - 24) / 7 + place % 7, size.height - 24);
      Shot shot{.size = size, .sequence = 1, .noise = 2, .object = 24, .object_x = x, .object_y = y, .contrast = 20};
      EXPECT_FALSE(gate.similar_to(*take(shot)))
          << size.width << "x" << size.height << " at " << x << ", " << y << " similarity " << gate.last_similarity();
    }
  }
}

TEST(SimilarityGate, ASmallObjectIsSeenThroughStrongNoise) {
  for (const Size size : kSizes) {
    SimilarityGate gate({});
    EXPECT_FALSE(gate.similar_to(*take({.size = size, .noise = 6})));
    const Shot shot{
        .size = size, .sequence = 1, .noise = 6, .object = 24, .object_x = 101, .object_y = 67, .contrast = 50};
    EXPECT_FALSE(gate.similar_to(*take(shot))) << size.width << "x" << size.height;
  }
}

TEST(SimilarityGate, ASlowLightRampIsSkipped) {
  SimilarityGate gate({});
  EXPECT_FALSE(gate.similar_to(*take({})));
  for (std::uint64_t i = 1; i <= 12; ++i) {
    const double step = static_cast<double>(i);
    EXPECT_TRUE(gate.similar_to(*take({.sequence = i, .noise = 2, .light = step}))) << gate.last_similarity();
    EXPECT_TRUE(gate.similar_to(*take({.sequence = i, .gain = 1 + step / 100}))) << gate.last_similarity();
  }
}

TEST(SimilarityGate, AnObjectDuringALightRampIsSeen) {
  SimilarityGate gate({});
  EXPECT_FALSE(gate.similar_to(*take({})));
  EXPECT_FALSE(gate.similar_to(*take({.sequence = 1, .light = 10, .object = 24, .object_x = 500, .object_y = 300})));
}

TEST(SimilarityGate, ALightSwitchedOnIsAChange) {
  SimilarityGate gate({});
  EXPECT_FALSE(gate.similar_to(*take({})));
  EXPECT_FALSE(gate.similar_to(*take({.sequence = 1, .light = 40})));
}

TEST(SimilarityGate, AMovingCameraDoesNotPassForNoise) {
  FrameInfo info;
  info.size = {320, 240};
  const auto textured = [](int shift) {
    return [shift](int, int x, int y) {
      return static_cast<std::uint8_t>(100 + ((x + shift) / 6 * 29 + y / 6 * 17) % 60);
    };
  };
  SimilarityGate gate({});
  EXPECT_FALSE(gate.similar_to(*make_frame(info, textured(0))));
  EXPECT_FALSE(gate.similar_to(*make_frame(info, textured(3))));
}

TEST(SimilarityGate, TheReferenceIsTheLastInferredFrameSoThatDriftAddsUp) {
  SimilarityGate gate({});
  EXPECT_FALSE(gate.similar_to(*take({})));
  EXPECT_EQ(gate.similar_to(*take({.sequence = 1, .object = 96, .contrast = 2})), 0U);
  EXPECT_FALSE(gate.similar_to(*take({.sequence = 2, .object = 96, .contrast = 6})));
  EXPECT_EQ(gate.similar_to(*take({.sequence = 3, .object = 96, .contrast = 7})), 2U);
}

TEST(SimilarityGate, AnOldReferenceForcesAnInference) {
  SimilarityGate gate({.age_max = 500ms});
  EXPECT_FALSE(gate.similar_to(*take({.pts = 0ms})));
  EXPECT_TRUE(gate.similar_to(*take({.sequence = 1, .pts = 499ms})));
  EXPECT_FALSE(gate.similar_to(*take({.sequence = 2, .pts = 500ms})));
  EXPECT_TRUE(gate.similar_to(*take({.sequence = 3, .pts = 900ms})));
  EXPECT_FALSE(gate.similar_to(*take({.sequence = 4, .pts = 100ms}))) << "time that runs backwards is a new start";
}

TEST(SimilarityGate, ThresholdOnePassesEveryFrameAndZeroSkipsAllThatIsFresh) {
  SimilarityGate all({.threshold = 1});
  SimilarityGate none({.threshold = 0});
  EXPECT_FALSE(all.similar_to(*take({})));
  EXPECT_FALSE(all.similar_to(*take({.sequence = 1})));
  EXPECT_FALSE(none.similar_to(*take({})));
  EXPECT_TRUE(none.similar_to(*take({.sequence = 1, .light = 60})));
}

TEST(SimilarityGate, ANewSizeIsANewReferenceAndTinyFramesWork) {
  SimilarityGate gate({});
  EXPECT_FALSE(gate.similar_to(*take({})));
  for (const Size size : {Size{1, 1}, Size{2, 2}, Size{7, 3}, Size{1, 500}, Size{961, 540}}) {
    EXPECT_FALSE(gate.similar_to(*take({.size = size})));
    EXPECT_TRUE(gate.similar_to(*take({.size = size})));
  }
}

}  // namespace
}  // namespace ow::vision
