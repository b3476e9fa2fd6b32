// What values of a configuration file say only together, or only on this machine.
#pragma once

#include <vector>

#include "overwatch/config/config_file.h"

namespace ow::cli {

/// Certificate and key: both or neither, not beside `tls: self`. kInvalidArgument otherwise.
Status check_tls(const Settings& settings);

/// What would keep a server with these settings from starting, or from logging: check_tls(), files that cannot be read, a
/// folder that is not there. Empty while the file itself has problems. Users are in the store and not looked at.
std::vector<Error> problems_here(const ConfigFile& file);

}  // namespace ow::cli
