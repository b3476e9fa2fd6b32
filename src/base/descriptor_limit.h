// The bound on open files and sockets.
#pragma once

#include <cstddef>

namespace ow {

/// Raises this process's limit on open descriptors as far as the system lets it (soft limit to hard limit), and gives the limit
/// that holds now. Many systems start with 1,024 out of 500,000 and more. To be called once, at start.
std::size_t raise_descriptor_limit();

}  // namespace ow
