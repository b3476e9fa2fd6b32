// JPEG straight from YUV planes.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/error.h"
#include "core/frame.h"

namespace ow::media {

/// Belongs to one thread; keeps its compressor and buffer between calls.
class JpegEncoder {
 public:
  static Result<std::unique_ptr<JpegEncoder>> create();
  virtual ~JpegEncoder() = default;
  /// Encodes a full-range BT.601 I420 picture, 4:2:0. `quality` 1 … 100.
  virtual Result<std::vector<std::uint8_t>> encode(FrameBuffer& picture, int quality) = 0;
};

}  // namespace ow::media
