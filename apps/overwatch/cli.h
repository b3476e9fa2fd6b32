// The command line as a function: main() calls it, and so may a test binary with node types of its own.
#pragma once

#include <functional>

#include "graph/registry.h"

namespace ow::cli {

/// Runs one command. `add_nodes` adds node types to the built-in ones. Returns the exit code: 0 ok, 1 failed, 2 wrong usage.
int run(int argc, const char* const* argv, const std::function<void(graph::Registry&)>& add_nodes);

}  // namespace ow::cli
