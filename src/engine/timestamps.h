// Wall-clock times as text.
#pragma once

#include <string>

namespace ow::engine {

/// Now in RFC 3339, UTC, with milliseconds: "2026-01-31T12:00:00.000Z".
std::string now_rfc3339();

}  // namespace ow::engine
