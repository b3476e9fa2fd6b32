#include "vision/preprocess.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

#include "vision/letterbox.h"
#include "vision/test_frames.h"

namespace ow::vision {
namespace {

/// The definition, sample by sample, in double: nothing shared with the code under test but the region.
class Reference {
 public:
  Reference(const Frame& frame, const InputSpec& spec)
      : frame_(frame), spec_(spec), region_(picture_region(frame.info(), spec)) {}

  /// Value of channel `c` (tensor order) at (x, y), 0 … 255 before normalisation.
  [[nodiscard]] double at(int c, int x, int y) const {
    const int column = x - region_.left, row = y - region_.top;
    if (column < 0 || row < 0 || column >= region_.size.width || row >= region_.size.height) return spec_.pad_value;
    const double sx = (column + 0.5) * frame_.size().width / region_.size.width;
    const double sy = (row + 0.5) * frame_.size().height / region_.size.height;
    const int rgb = spec_.order == ChannelOrder::kRgb ? c : 2 - c;
    return to_rgb(bilinear(0, sx - 0.5, sy - 0.5), bilinear(1, sx / 2 - 0.5, sy / 2 - 0.5),
                  bilinear(2, sx / 2 - 0.5, sy / 2 - 0.5), rgb);
  }

 private:
  [[nodiscard]] double sample(int plane, int x, int y) const {
    const Size size =
        plane == 0 ? frame_.size() : Size{chroma_extent(frame_.size().width), chroma_extent(frame_.size().height)};
    x = std::clamp(x, 0, size.width - 1);
    y = std::clamp(y, 0, size.height - 1);
    if (plane > 0 && frame_.format() == PixelFormat::kNv12) {
      return frame_.plane(1).data[y * frame_.plane(1).stride + 2 * x + plane - 1];
    }
    const Plane& p = frame_.plane(static_cast<std::size_t>(plane));
    return p.data[y * p.stride + x];
  }
  [[nodiscard]] double bilinear(int plane, double x, double y) const {
    const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
    const double fx = x - left, fy = y - top;
    return (sample(plane, left, top) * (1 - fx) + sample(plane, left + 1, top) * fx) * (1 - fy) +
           (sample(plane, left, top + 1) * (1 - fx) + sample(plane, left + 1, top + 1) * fx) * fy;
  }
  [[nodiscard]] double to_rgb(double y, double u, double v, int rgb) const {
    double kr = 0.299, kb = 0.114;
    if (frame_.info().matrix == ColourMatrix::kBt709) kr = 0.2126, kb = 0.0722;
    if (frame_.info().matrix == ColourMatrix::kBt2020) kr = 0.2627, kb = 0.0593;
    const bool limited = frame_.info().range == ColourRange::kLimited;
    const double luma = limited ? (y - 16) / 219 : y / 255;
    const double cb = (u - 128) / (limited ? 224 : 255), cr = (v - 128) / (limited ? 224 : 255);
    const double red = luma + 2 * (1 - kr) * cr, blue = luma + 2 * (1 - kb) * cb;
    const double green = (luma - kr * red - kb * blue) / (1 - kr - kb);
    return std::clamp(255 * (rgb == 0 ? red : rgb == 1 ? green : blue), 0.0, 255.0);
  }

  const Frame& frame_;
  const InputSpec& spec_;
  Region region_;
};

/// Largest deviation from the definition in levels of 0 … 255.
double largest_error(const Frame& frame, const InputSpec& spec) {
  const auto width = static_cast<std::size_t>(spec.size.width), height = static_cast<std::size_t>(spec.size.height);
  std::vector<float> out(3 * width * height, NAN);
  const Status status = preprocess(frame, spec, out);
  if (!status) {
    ADD_FAILURE() << status.error().text();
    return INFINITY;
  }
  const Reference reference(frame, spec);
  double worst = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool planar = spec.layout == TensorLayout::kNchw;
    const std::size_t c = planar ? i / (width * height) : i % 3;
    const std::size_t pixel = planar ? i % (width * height) : i / 3;
    const double level = out[i] / spec.scale[c] + spec.mean[c];
    const double error = std::abs(
        level - reference.at(static_cast<int>(c), static_cast<int>(pixel % width), static_cast<int>(pixel / width)));
    worst = std::isfinite(error) ? std::max(worst, error) : INFINITY;
  }
  return worst;
}

/// Fixed-point rounding of the lines and weights, after the matrix's gain of up to 2.2.
constexpr double kTolerance = 0.08;

FrameInfo info_of(Size size, PixelFormat format = PixelFormat::kI420) {
  FrameInfo info;
  info.size = info.source_size = size;
  info.format = format;
  return info;
}

using Colours = std::tuple<PixelFormat, ColourMatrix, ColourRange>;
class PreprocessColours : public testing::TestWithParam<Colours> {};

TEST_P(PreprocessColours, AgreesWithTheDefinition) {
  const auto [format, matrix, range] = GetParam();
  FrameInfo info = info_of({75, 41}, format);
  info.matrix = matrix;
  info.range = range;
  const FramePtr frame = make_frame(info, pattern);
  EXPECT_LT(largest_error(*frame, {.size = {64, 64}}), kTolerance);
}

INSTANTIATE_TEST_SUITE_P(All, PreprocessColours,
                         testing::Combine(testing::Values(PixelFormat::kI420, PixelFormat::kNv12),
                                          testing::Values(ColourMatrix::kBt601, ColourMatrix::kBt709,
                                                          ColourMatrix::kBt2020),
                                          testing::Values(ColourRange::kLimited, ColourRange::kFull)));

class PreprocessSizes : public testing::TestWithParam<std::tuple<Size, Placement, PixelFormat>> {};

TEST_P(PreprocessSizes, AgreesWithTheDefinition) {
  const auto [size, placement, format] = GetParam();
  const FramePtr frame = make_frame(info_of(size, format), pattern);
  InputSpec spec{.size = {96, 70}, .placement = placement};
  EXPECT_LT(largest_error(*frame, spec), kTolerance);
  spec.layout = TensorLayout::kNhwc;
  spec.order = ChannelOrder::kBgr;
  spec.mean = {103.53F, 116.28F, 123.675F};
  spec.scale = {1 / 57.375F, 1 / 57.12F, 1 / 58.395F};
  EXPECT_LT(largest_error(*frame, spec), kTolerance);
}

INSTANTIATE_TEST_SUITE_P(Odd, PreprocessSizes,
                         testing::Combine(testing::Values(Size{1, 1}, Size{2, 1}, Size{1, 9}, Size{3, 3}, Size{33, 17},
                                                          Size{96, 70}, Size{97, 71}, Size{640, 2}, Size{301, 203}),
                                          testing::Values(Placement::kCentre, Placement::kTopLeft, Placement::kStretch),
                                          testing::Values(PixelFormat::kI420, PixelFormat::kNv12)));

TEST(Preprocess, EveryInstructionSetAgreesWithTheDefinition) {
  const FramePtr i420 = make_frame(info_of({131, 77}), pattern);
  const FramePtr nv12 = make_frame(info_of({131, 77}, PixelFormat::kNv12), pattern);
  InputSpec interleaved{.size = {61, 67}, .layout = TensorLayout::kNhwc};
  int tested = 0;
  for (const int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    EXPECT_LT(largest_error(*i420, {.size = {61, 67}}), kTolerance) << hwy::TargetName(target);
    EXPECT_LT(largest_error(*nv12, interleaved), kTolerance) << hwy::TargetName(target);
    ++tested;
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  EXPECT_GE(tested, 1);
}

TEST(Preprocess, AScaledFrameFillsTheRegionOfItsSource) {
  FrameInfo info = info_of({160, 90});
  info.source_size = {1920, 1081};
  const FramePtr frame = make_frame(info, pattern);
  EXPECT_LT(largest_error(*frame, {.size = {128, 128}}), kTolerance);
}

TEST(Preprocess, GreyStaysGreyAndBarsGetThePadValue) {
  FrameInfo info = info_of({64, 32});
  info.range = ColourRange::kFull;
  const FramePtr frame = make_frame(info, [](int plane, int, int) -> std::uint8_t { return plane == 0 ? 200 : 128; });
  std::vector<float> out(3 * 64 * 64);
  ASSERT_TRUE(preprocess(*frame, {.size = {64, 64}}, out));
  for (std::size_t c = 0; c < 3; ++c) {
    EXPECT_NEAR(out[c * 4096 + 32 * 64 + 5], 200 / 255.F, 1e-4);
    EXPECT_FLOAT_EQ(out[c * 4096 + 5], 114 / 255.F);
    EXPECT_FLOAT_EQ(out[c * 4096 + 63 * 64 + 63], 114 / 255.F);
  }
}

TEST(Preprocess, RefusesWhatDoesNotFit) {
  const FramePtr frame = make_frame(info_of({8, 8}), pattern);
  std::vector<float> out(3 * 16 * 16);
  const Status short_by_one = preprocess(*frame, {.size = {16, 16}}, std::span(out).first(out.size() - 1));
  ASSERT_FALSE(short_by_one);
  EXPECT_NE(short_by_one.error().message.find("768"), std::string::npos);
  EXPECT_FALSE(preprocess(*frame, {.size = {0, 16}}, {}));
  EXPECT_FALSE(preprocess(*frame, {.size = {1 << 20, 16}}, out));
  const Frame missing(info_of({8, 8}), {frame->plane(0), Plane{}, frame->plane(2)}, frame->owner());
  EXPECT_FALSE(preprocess(missing, {.size = {16, 16}}, out));
  const Frame empty(info_of({0, 8}), {frame->plane(0), frame->plane(1), frame->plane(2)}, frame->owner());
  EXPECT_FALSE(preprocess(empty, {.size = {16, 16}}, out));
}

}  // namespace
}  // namespace ow::vision
