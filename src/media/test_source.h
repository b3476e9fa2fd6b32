// test://: a picture that is known to the last pixel, for demos, tests and colour checks.
#pragma once

#include <array>
#include <memory>

#include "media/source.h"
#include "media/uri.h"

namespace ow::media {

/// Colour bars that wander to the left over a grey block that wanders to the right. Options: size=WxH (640x360), fps=
/// (30, 0.1 … 1000), frames= (endless), live=0|1 (paced by the clock, late frames are left out), matrix=601|709,
/// range=limited|full, motion=0|1. Errors name the option.
Result<std::unique_ptr<Source>> open_test_pattern(const Uri& uri, const Clock& clock);
/// The same errors, without opening.
Status check_test_pattern(const Uri& uri);

/// Colour of bar 0 … 7 as RGB 0 … 255: white, yellow, cyan, green, magenta, red, blue, black at 75 %.
[[nodiscard]] std::array<double, 3> bar_colour(int bar);

}  // namespace ow::media
