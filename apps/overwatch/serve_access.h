// What workflows of the server may touch, as `overwatch serve` is told.
#pragma once

#include <memory>

#include "core/access.h"
#include "overwatch/command.h"

namespace ow::cli {

/// Confined to the roots. The sample clip may be read even where the data folder only links to it.
std::shared_ptr<Access> make_access(const Globals& globals);

}  // namespace ow::cli
