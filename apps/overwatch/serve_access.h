// What workflows of the server may touch, as `overwatch serve` is told.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/access.h"
#include "overwatch/command.h"

namespace ow::cli {

struct AccessArguments {
  std::vector<std::string> media_roots;  ///< beside <data>/media
  std::string output_root;               ///< empty: <data>/output
  std::vector<std::string> variables;
};

void add_access_options(CLI::App& command, AccessArguments& arguments);

/// <data>/media and those of the arguments.
std::vector<std::filesystem::path> media_roots(const Globals& globals, const AccessArguments& arguments);

/// Confined to the roots. The sample clip may be read even where the data folder only links to it.
std::shared_ptr<Access> make_access(const Globals& globals, const AccessArguments& arguments);

}  // namespace ow::cli
