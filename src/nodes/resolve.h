// A source option's text as what it leads to, under the rule of what workflows may touch.
#pragma once

#include <string>

#include "core/access.h"

namespace ow::nodes {

/// Variables replaced, then located. Errors have the place "source".
inline Result<std::string> resolve_source(const Access& access, const std::string& source) {
  auto resolved = access.expand(source);
  if (resolved) resolved = access.locate(*resolved);
  if (!resolved) resolved.error().place = "source";
  return resolved;
}

}  // namespace ow::nodes
