// What a workflow was started with, as the store keeps it for the next start of the server.
#pragma once

#include <string>

#include "engine/engine.h"

namespace ow::engine {

/// Empty for a workflow that was started as it is written.
std::string write_start_options(const StartOptions& options);

/// What cannot be read starts the workflow as it is written, and is said in the log.
StartOptions read_start_options(const std::string& text);

}  // namespace ow::engine
