// The sub-commands of `overwatch models`.
#pragma once

#include "overwatch/command.h"

namespace ow::cli {

void add_models_list_commands(CLI::App& models, Globals& globals, ExitCode exit_code);    ///< list, info
void add_models_pull_commands(CLI::App& models, Globals& globals, ExitCode exit_code);    ///< pull, verify, remove
void add_models_export_commands(CLI::App& models, Globals& globals, ExitCode exit_code);  ///< export, import

/// "12.9 MB".
std::string megabytes(std::uint64_t bytes);

}  // namespace ow::cli
