#include "vision/letterbox.h"

#include <algorithm>
#include <cmath>

namespace ow::vision {
namespace {

/// Python's round(): halves go to the even neighbour (the default rounding mode of nearbyint).
int python_round(double value) { return static_cast<int>(std::nearbyint(value)); }

Size fitted(Size source, const InputSpec& spec) {
  if (spec.placement == Placement::kStretch) return spec.size;
  const double ratio = std::min(static_cast<double>(spec.size.height) / source.height,
                                static_cast<double>(spec.size.width) / source.width);
  const auto extent = [&](int length, int limit) {
    const double scaled = length * ratio;
    const int rounded = spec.placement == Placement::kTopLeft ? static_cast<int>(scaled) : python_round(scaled);
    return std::clamp(rounded, 1, limit);
  };
  return {extent(source.width, spec.size.width), extent(source.height, spec.size.height)};
}

}  // namespace

Region picture_region(const FrameInfo& frame, const InputSpec& spec) {
  const Size source = frame.source_size.width > 0 && frame.source_size.height > 0 ? frame.source_size : frame.size;
  Region region{0, 0, fitted(source, spec)};
  if (spec.placement == Placement::kCentre) {
    region.left = python_round((spec.size.width - region.size.width) / 2.0 - 0.1);
    region.top = python_round((spec.size.height - region.size.height) / 2.0 - 0.1);
  }
  return region;
}

Letterbox make_letterbox(const FrameInfo& frame, const InputSpec& spec) {
  const Region region = picture_region(frame, spec);
  const Size source = frame.source_size.width > 0 && frame.source_size.height > 0 ? frame.source_size : frame.size;
  return {.scale_x = static_cast<float>(region.size.width) / static_cast<float>(source.width),
          .scale_y = static_cast<float>(region.size.height) / static_cast<float>(source.height),
          .offset_x = static_cast<float>(region.left),
          .offset_y = static_cast<float>(region.top),
          .source = source};
}

Box Letterbox::to_source(Box box) const {
  const auto x = [&](float value) {
    return std::clamp((value - offset_x) / scale_x, 0.F, static_cast<float>(source.width));
  };
  const auto y = [&](float value) {
    return std::clamp((value - offset_y) / scale_y, 0.F, static_cast<float>(source.height));
  };
  return {x(box.x1), y(box.y1), x(box.x2), y(box.y2)};
}

}  // namespace ow::vision
