// What workflows of the server may touch, as `overwatch serve` is told.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "core/access.h"
#include "overwatch/command.h"

namespace ow::cli {

/// <data>/media, that of the installation, and those of the settings.
std::vector<std::filesystem::path> media_roots(const Globals& globals);

/// Confined to the roots. The sample clip may be read even where the data folder only links to it.
std::shared_ptr<Access> make_access(const Globals& globals);

}  // namespace ow::cli
