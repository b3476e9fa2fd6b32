#include "vision/similarity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

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
  PixelFormat format = PixelFormat::kI420;
  std::uint64_t sequence = 0;
  double noise = 0;         ///< standard deviation of luma, grey levels
  double chroma_noise = 0;  ///< that of U and V
  double coder_noise = 0;   ///< blocks of 8×8 chroma pixels are off by as many levels at most
  double light = 0;         ///< added everywhere
  double gain = 1;
  double warmth = 0;        ///< levels that V of a medium grey gains and U loses; more where it is brighter
  int object = 0;           ///< edge of a square object, 0: none
  int object_x = 0, object_y = 0;
  double contrast = 40;
  double contrast_u = 0, contrast_v = 0;
  std::chrono::microseconds pts{0};
};

/// The levels of a shot, asked for in the order in which make_frame() goes.
class Levels {
 public:
  explicit Levels(const Shot& shot)
      : shot_(shot),
        columns_(wave(shot.size.width + 1, 40, 37)),
        rows_(wave(shot.size.height + 1, 20, 23)),
        next_(static_cast<std::size_t>(shot.sequence) * 7'919) {}

  std::uint8_t operator()(int plane, int x, int y) {
    const double level = plane == 0 ? luma(x, y) + noise(shot_.noise) : chroma(plane, x, y);
    return static_cast<std::uint8_t>(std::clamp(level + 0.5, 0.0, 255.0));
  }

 private:
  [[nodiscard]] double scene(int x, int y) const {
    return 120 + columns_[static_cast<std::size_t>(x)] + rows_[static_cast<std::size_t>(y)];
  }

  [[nodiscard]] double luma(int x, int y) const {
    return scene(x, y) * shot_.gain + shot_.light + (inside(x, y) ? shot_.contrast : 0);
  }

  double chroma(int plane, int x, int y) {
    const bool is_u = plane == 1;
    const double colour =
        (columns_[static_cast<std::size_t>(is_u ? x : 2 * x)] + rows_[static_cast<std::size_t>(y)]) / 4;
    const double warmth = (is_u ? -1 : 1) * shot_.warmth * scene(2 * x, 2 * y) / 120;
    const double object = is_u ? shot_.contrast_u : shot_.contrast_v;
    const int block = (x / 8 * 31 + y / 8 * 57 + plane * 5 + static_cast<int>(shot_.sequence) * 19) % 11;
    return 128 + colour * shot_.gain + warmth + (inside(2 * x, 2 * y) ? object : 0) + noise(shot_.chroma_noise) +
           shot_.coder_noise * (block - 5) / 5;
  }

  [[nodiscard]] bool inside(int x, int y) const {
    return x >= shot_.object_x && x < shot_.object_x + shot_.object && y >= shot_.object_y &&
           y < shot_.object_y + shot_.object;
  }

  double noise(double deviation) { return deviation * normal_values()[next_++ % normal_values().size()]; }

  const Shot& shot_;
  std::vector<double> columns_, rows_;
  std::size_t next_;
};

FramePtr take(const Shot& shot) {
  FrameInfo info;
  info.format = shot.format;
  info.size = shot.size;
  info.sequence = shot.sequence;
  info.pts = shot.pts;
  Levels levels(shot);
  return make_frame(info, [&](int plane, int x, int y) { return levels(plane, x, y); });
}

/// Corners of a small object that no tile grid favours, those of the frame among them.
std::vector<std::pair<int, int>> places_in(Size size) {
  std::vector<std::pair<int, int>> places = {{0, 0}};
  for (int place = 1; place < 8; ++place) {
    places.emplace_back(std::min(place * (size.width - 24) / 7 + place % 5, size.width - 24),
                        std::min((place * 5 % 8) * (size.height - 24) / 7 + place % 7, size.height - 24));
  }
  return places;
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
    for (const auto& [x, y] : places_in(size)) {
      SimilarityGate gate({});
      EXPECT_FALSE(gate.similar_to(*empty));
      Shot shot{.size = size, .sequence = 1, .noise = 2, .object = 24, .object_x = x, .object_y = y, .contrast = 20};
      EXPECT_FALSE(gate.similar_to(*take(shot)))
          << size.width << "x" << size.height << " at " << x << ", " << y << " similarity " << gate.last_similarity();
    }
  }
}

TEST(SimilarityGate, ASmallObjectThatDiffersInColourAloneIsNeverSkipped) {
  // Fully red on grey of the same luma is 100 levels of V; a quarter of that is a dull object.
  const std::pair<double, double> colours[] = {{0, 26}, {-26, 0}, {14, -14}};
  for (const PixelFormat format : {PixelFormat::kI420, PixelFormat::kNv12}) {
    for (const Size size : kSizes) {
      const FramePtr empty = take({.size = size, .format = format, .noise = 2, .chroma_noise = 1});
      int turn = 0;
      for (const auto& [x, y] : places_in(size)) {
        const auto& [u, v] = colours[turn++ % 3];
        SimilarityGate gate({});
        EXPECT_FALSE(gate.similar_to(*empty));
        EXPECT_FALSE(gate.similar_to(*take({.size = size,
                                            .format = format,
                                            .sequence = 1,
                                            .noise = 2,
                                            .chroma_noise = 1,
                                            .object = 24,
                                            .object_x = x,
                                            .object_y = y,
                                            .contrast = 0,
                                            .contrast_u = u,
                                            .contrast_v = v})))
            << size.width << "x" << size.height << " at " << x << ", " << y << " similarity " << gate.last_similarity();
      }
    }
  }
}

TEST(SimilarityGate, NoiseOfChromaIsSkipped) {
  for (const Size size : kSizes) {
    SimilarityGate gate({});
    EXPECT_FALSE(gate.similar_to(*take({.size = size, .noise = 4, .chroma_noise = 4, .coder_noise = 2})));
    for (std::uint64_t i = 1; i < 4; ++i) {
      EXPECT_EQ(gate.similar_to(*take({.size = size, .sequence = i, .noise = 4, .chroma_noise = 4, .coder_noise = 2})),
                0U)
          << size.width << "x" << size.height << " similarity " << gate.last_similarity();
    }
  }
}

TEST(SimilarityGate, ASlowRampOfWhiteBalanceIsSkipped) {
  SimilarityGate gate({});
  EXPECT_FALSE(gate.similar_to(*take({})));
  for (std::uint64_t i = 1; i <= 8; ++i) {
    const double step = static_cast<double>(i) / 2;
    EXPECT_TRUE(gate.similar_to(*take({.sequence = i, .chroma_noise = 2, .warmth = step}))) << gate.last_similarity();
    EXPECT_TRUE(gate.similar_to(*take({.sequence = i, .chroma_noise = 2, .warmth = -step}))) << gate.last_similarity();
  }
}

TEST(SimilarityGate, AColouredObjectDuringARampOfWhiteBalanceIsSeen) {
  SimilarityGate gate({});
  EXPECT_FALSE(gate.similar_to(*take({})));
  EXPECT_FALSE(gate.similar_to(*take(
      {.sequence = 1, .warmth = 4, .object = 24, .object_x = 500, .object_y = 300, .contrast = 0, .contrast_v = 40})));
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
