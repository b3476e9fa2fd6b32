// What the operating system says about this process.
#pragma once

#include <cstdint>
#include <filesystem>

namespace ow::profile {

struct ProcessStats {
  std::uint64_t resident_bytes = 0;
  std::uint64_t virtual_bytes = 0;
  double cpu_seconds = 0;  ///< user and system, all threads, since the process began
  std::uint64_t threads = 0;
  std::uint64_t open_fds = 0;
  std::uint64_t fds_max = 0;  ///< the soft limit
};

/// Reads /proc/self (`proc` is for tests). What cannot be read stays 0. Takes tens of microseconds; any thread.
[[nodiscard]] ProcessStats read_process_stats(const std::filesystem::path& proc = "/proc");

}  // namespace ow::profile
