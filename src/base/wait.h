// Waiting that a stop ends.
#pragma once

#include <stop_token>

#include "base/clock.h"

namespace ow {

/// Returns true when `until` (steady clock) came, false when `stop` was requested first.
bool wait_until(std::stop_token stop, TimePoint until);

}  // namespace ow
