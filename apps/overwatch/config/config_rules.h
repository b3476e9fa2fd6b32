// What values of a configuration file say only together, or only on this machine.
#pragma once

#include <vector>

#include "overwatch/config/resolve.h"

namespace ow::cli {

/// Certificate and key: both or neither, not beside `tls: self`. kInvalidArgument otherwise.
Status check_tls(const Settings& settings);

/// "/" would let workflows write anywhere. kInvalidArgument; also for a link to it, and for what is no folder. A folder that
/// cannot be made or written to fails as check_can_hold() says.
Status check_output_root(const Settings& settings);

/// Names of variables: letters, digits and '_', no digit first. kInvalidArgument otherwise.
Status check_source_variables(const Settings& settings);

/// Where models come from: nothing, or an http or https address. kInvalidArgument otherwise.
Status check_mirror(const Settings& settings);

struct Findings {
  std::vector<Error> problems;
  std::vector<Error> warnings;  ///< what was not checked: this user may not look there, the server's may
};

/// What would keep a server with these settings from starting, or from logging, as the server itself finds it: addresses
/// and names, certificate and key, the rules above, folders that are not there, a device that is missing, and nobody who
/// could log in where a log-in is needed. Each names the line, variable or flag that its value comes from.
Findings look_here(const Resolved& resolved);

}  // namespace ow::cli
