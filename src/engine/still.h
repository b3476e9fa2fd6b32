// One frame as a small JPEG, for people.
#pragma once

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "core/frame.h"

namespace ow::engine {

struct Still {
  Size size;
  std::vector<std::uint8_t> jpeg;
};

/// At most `width_max` wide, never enlarged. A few milliseconds; not for the frame path.
Result<Still> encode_still(const Frame& frame, int width_max);

}  // namespace ow::engine
