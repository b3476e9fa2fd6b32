// The time of day as the store writes it.
#pragma once

#include <fmt/chrono.h>

#include <chrono>
#include <string>

namespace ow::store {

/// RFC 3339 UTC with milliseconds.
inline std::string now_rfc3339() {
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(now);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(seconds), (now - seconds).count());
}

}  // namespace ow::store
