#include "profile/process_stats.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <system_error>

namespace ow::profile {
namespace {

void read_memory(const std::filesystem::path& self, ProcessStats& stats) {
  std::ifstream file(self / "statm");
  std::uint64_t virtual_pages = 0, resident_pages = 0;
  if (!(file >> virtual_pages >> resident_pages)) return;
  const auto page_bytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  stats.virtual_bytes = virtual_pages * page_bytes;
  stats.resident_bytes = resident_pages * page_bytes;
}

/// proc(5): the fields after the command's closing bracket start with number 3.
void read_times(const std::filesystem::path& self, ProcessStats& stats) {
  std::ifstream file(self / "stat");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const std::size_t bracket = text.rfind(')');
  if (bracket == std::string::npos) return;
  std::istringstream fields(text.substr(bracket + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  std::uint64_t user_ticks = 0, system_ticks = 0;
  std::int64_t children_user = 0, children_system = 0, priority = 0, nice = 0, threads = 0;
  if (!(fields >> user_ticks >> system_ticks >> children_user >> children_system >> priority >> nice >> threads))
    return;
  stats.cpu_seconds = static_cast<double>(user_ticks + system_ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  stats.threads = static_cast<std::uint64_t>(threads);
}

void count_descriptors(const std::filesystem::path& self, ProcessStats& stats) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(self / "fd", error), end; !error && entry != end;
       entry.increment(error)) {
    ++stats.open_fds;
  }
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) stats.fds_max = limit.rlim_cur;
}

}  // namespace

ProcessStats read_process_stats(const std::filesystem::path& proc) {
  const std::filesystem::path self = proc / "self";
  ProcessStats stats;
  read_memory(self, stats);
  read_times(self, stats);
  count_descriptors(self, stats);
  return stats;
}

}  // namespace ow::profile
