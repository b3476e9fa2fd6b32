// Passwords from the terminal, without echo, or from standard input.
#pragma once

#include <string>

#include "base/error.h"

namespace ow::cli {

/// Asks twice when standard input is a terminal; otherwise takes its first line. kInvalidArgument when the two differ or the
/// password breaks a rule.
Result<std::string> read_new_password();

}  // namespace ow::cli
