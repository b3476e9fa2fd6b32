// The number of files and connections that this process may have open.
#pragma once

#include <cstdint>

namespace ow {

/// Raises the soft limit to the hard one and gives what it is now; a limit that cannot be raised stays. Called once, by
/// main: select(2), for whose sake the soft limit is low, is used nowhere.
std::uint64_t raise_descriptor_limit();

}  // namespace ow
