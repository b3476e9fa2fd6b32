// Request targets: "/api/x%20y?preset=balanced" taken apart.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.h"

namespace ow::server {

struct Target {
  std::string host;                                       ///< of the absolute form; else empty
  std::string path;                                       ///< decoded; begins with '/'
  std::map<std::string, std::string, std::less<>> query;  ///< decoded; the first of equal names
};

/// The origin form ("/path?query") and the absolute one ("http://host/path", RFC 9112 section 3.2.2). kInvalidArgument for a broken percent code, a control character or an
/// encoded slash, which would move the borders between the path's segments.
Result<Target> parse_target(std::string_view target);

}  // namespace ow::server
