#include "engine/still.h"

#include <algorithm>

#include "media/jpeg.h"
#include "media/scale.h"

namespace ow::engine {
namespace {

constexpr int kQuality = 70;

}  // namespace

Result<Still> encode_still(const Frame& frame, int width_max) {
  const Size full = frame.size();
  const Size size = full.width <= width_max ? full : media::scaled_size(full, 100.0 * width_max / full.width);
  OW_TRY(const auto encoder, media::JpegEncoder::create());
  OW_TRY(FrameBuffer view, media::scale_for_view(frame, size));
  Still still{.size = size, .jpeg = {}};
  OW_TRY(still.jpeg, encoder->encode(view, kQuality));
  return still;
}

}  // namespace ow::engine
