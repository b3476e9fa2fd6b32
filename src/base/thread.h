// Thread names and the core count that everything is sized by.
#pragma once

#include <string>

namespace ow {

/// Names the calling thread (15 bytes at most are kept) so that top, perf and gdb show what it is.
void set_thread_name(const std::string& name);

/// Cores this process may use (affinity and cgroup quota honoured), at least 1.
unsigned usable_cores();

}  // namespace ow
