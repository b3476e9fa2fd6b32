#include "vision/letterbox.h"

#include <gtest/gtest.h>

namespace ow::vision {
namespace {

FrameInfo frame_of(Size size) {
  FrameInfo info;
  info.size = info.source_size = size;
  return info;
}

struct Case {
  Size source;
  Size tensor;
  Placement placement;
  int left, top, width, height;
};

class LetterboxGeometry : public testing::TestWithParam<Case> {};

TEST_P(LetterboxGeometry, IsThatOfTheOriginalTool) {
  const Case& c = GetParam();
  const InputSpec spec{.size = c.tensor, .placement = c.placement};
  const Region region = picture_region(frame_of(c.source), spec);
  EXPECT_EQ(region.left, c.left);
  EXPECT_EQ(region.top, c.top);
  EXPECT_EQ(region.size, (Size{c.width, c.height}));
}

// Expected values were computed with Ultralytics' LetterBox and YOLOX's preproc.
INSTANTIATE_TEST_SUITE_P(
    Known, LetterboxGeometry,
    testing::Values(Case{{810, 1080}, {640, 640}, Placement::kCentre, 80, 0, 480, 640},
                    Case{{1920, 1080}, {640, 640}, Placement::kCentre, 0, 140, 640, 360},
                    Case{{1280, 721}, {640, 640}, Placement::kCentre, 0, 140, 640, 360},   // 360.5 rounds to even
                    Case{{1280, 723}, {640, 640}, Placement::kCentre, 0, 139, 640, 362},   // 361.5 likewise
                    Case{{1280, 718}, {640, 640}, Placement::kCentre, 0, 140, 640, 359},   // 140.5 − 0.1 above
                    Case{{320, 240}, {640, 640}, Placement::kCentre, 0, 80, 640, 480},
                    Case{{768, 576}, {416, 416}, Placement::kTopLeft, 0, 0, 416, 312},
                    Case{{1000, 333}, {416, 416}, Placement::kTopLeft, 0, 0, 416, 138},    // 138.5 is cut
                    Case{{768, 576}, {512, 512}, Placement::kStretch, 0, 0, 512, 512},
                    Case{{5000, 1}, {640, 640}, Placement::kCentre, 0, 319, 640, 1},
                    Case{{1, 1}, {640, 640}, Placement::kCentre, 0, 0, 640, 640}));

TEST_P(LetterboxGeometry, MapsBoxesBack) {
  const Case& c = GetParam();
  const Letterbox letterbox = make_letterbox(frame_of(c.source), {.size = c.tensor, .placement = c.placement});
  const auto left = static_cast<float>(c.left), top = static_cast<float>(c.top);
  const Box whole =
      letterbox.to_source({left, top, left + static_cast<float>(c.width), top + static_cast<float>(c.height)});
  EXPECT_NEAR(whole.x1, 0, 1e-3);
  EXPECT_NEAR(whole.y1, 0, 1e-3);
  EXPECT_NEAR(whole.x2, static_cast<float>(c.source.width), 1e-2);
  EXPECT_NEAR(whole.y2, static_cast<float>(c.source.height), 1e-2);
}

TEST(Letterbox, RoundTripsAndClips) {
  const Letterbox letterbox = make_letterbox(frame_of({1920, 1080}), {.size = {640, 640}});
  const Box source{100, 200, 700, 900};
  const Box tensor{
      source.x1 * letterbox.scale_x + letterbox.offset_x, source.y1 * letterbox.scale_y + letterbox.offset_y,
      source.x2 * letterbox.scale_x + letterbox.offset_x, source.y2 * letterbox.scale_y + letterbox.offset_y};
  const Box back = letterbox.to_source(tensor);
  EXPECT_NEAR(back.x1, source.x1, 1e-2);
  EXPECT_NEAR(back.y2, source.y2, 1e-2);
  EXPECT_EQ(letterbox.to_source({-50, -50, 900, 900}), (Box{0, 0, 1920, 1080}));
}

TEST(Letterbox, FollowsTheSourceNotTheScaledFrame) {
  FrameInfo scaled = frame_of({1920, 1080});
  scaled.size = {480, 270};
  const InputSpec spec{.size = {640, 640}};
  EXPECT_EQ(make_letterbox(scaled, spec).scale_x, make_letterbox(frame_of({1920, 1080}), spec).scale_x);
}

}  // namespace
}  // namespace ow::vision
