// `overwatch bench load`: the specification's load test against a real server with real viewers.
#pragma once

#include "overwatch/command.h"

namespace ow::cli {

void add_bench_load(CLI::App& bench, const Globals& globals, const ExitCode& exit_code);

}  // namespace ow::cli
