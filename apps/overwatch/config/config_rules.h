// What values of a configuration file say only together, or only on this machine.
#pragma once

#include <vector>

#include "overwatch/config/config_file.h"

namespace ow::cli {

/// Certificate and key: both or neither, not beside `tls: self`. kInvalidArgument otherwise.
Status check_tls(const Settings& settings);

/// "/" would let workflows write anywhere. kInvalidArgument; also for a link to it, and for what is no folder.
Status check_output_root(const Settings& settings);

/// Where models come from: nothing, or an http or https address. kInvalidArgument otherwise.
Status check_mirror(const Settings& settings);

/// What would keep a server with these settings from starting, or from logging, as the server itself finds it: addresses
/// and names, certificate and key, the rules above, folders that are not there, a device that is missing, and nobody who
/// could log in where a log-in is needed. Empty while the file itself has problems.
std::vector<Error> problems_here(const ConfigFile& file);

}  // namespace ow::cli
