// Class names from model metadata. Internal to the heads.
#pragma once

#include <string_view>

#include "vision/head.h"

namespace ow::vision {

/// Reads a Python dict literal ({0: 'person', 1: "bicycle"}), a Python or JSON list, or a JSON object with numbers as
/// keys. Bounded: 1 MiB of text, 10 000 classes, 256 bytes a name. Gaps become "class N".
Result<Labels> parse_names(std::string_view text);

}  // namespace ow::vision
