// Letterbox and normalisation: one fused pass from YUV to the model's input tensor.
#pragma once

#include <array>
#include <span>

#include "base/error.h"
#include "core/detection.h"
#include "core/frame.h"

namespace ow::vision {

enum class ChannelOrder { kRgb, kBgr };
enum class TensorLayout { kNchw, kNhwc };
enum class Placement {
  kCentre,   ///< bars on both sides, as Ultralytics does
  kTopLeft,  ///< bars right and below, as YOLOX does
  kStretch,  ///< no bars: width and height scaled apart
};

/// How a model wants its input: value = (channel_0_255 − mean) · scale.
struct InputSpec {
  Size size;
  ChannelOrder order = ChannelOrder::kRgb;
  TensorLayout layout = TensorLayout::kNchw;
  Placement placement = Placement::kCentre;
  float pad_value = 114;                     ///< of the bars, 0 … 255, before normalisation
  std::array<float, 3> mean = {0, 0, 0};     ///< in the tensor's channel order
  std::array<float, 3> scale = {1 / 255.F, 1 / 255.F, 1 / 255.F};
};

/// Where the picture lies in the tensor; maps boxes back.
struct Letterbox {
  float scale_x = 1, scale_y = 1;  ///< tensor pixels per source pixel
  float offset_x = 0, offset_y = 0;
  Size source;                     ///< clip limits

  /// From tensor pixels to source pixels, clipped to the picture.
  [[nodiscard]] Box to_source(Box box) const;
};

/// Geometry for a frame, as preprocess() uses it: from FrameInfo::source_size to the tensor (the intermediate
/// resolution_scale cancels out).
[[nodiscard]] Letterbox make_letterbox(const FrameInfo& frame, const InputSpec& spec);

/// The bars beside the picture: most of what a 16:9 frame writes into a square tensor never changes.
enum class Bars {
  kWrite,
  kKeep,  ///< `out` was filled before, with the same spec, from a frame of the same size and source size
};

/// Fills `out` (3·width·height values, exactly) from a frame of any supported format, matrix and range. Bilinear with
/// pixel centres at half coordinates (as OpenCV's INTER_LINEAR; more than twofold reduction aliases as it does there).
/// Chroma samples are taken as centred in their 2×2 pixels. Stateless: its tables cost some µs a call; any thread.
/// Errors: a frame, spec or span whose sizes do not fit.
Status preprocess(const Frame& frame, const InputSpec& spec, std::span<float> out, Bars bars = Bars::kWrite);

}  // namespace ow::vision
