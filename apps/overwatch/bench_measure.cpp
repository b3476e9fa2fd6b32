#include "overwatch/bench_measure.h"

#include <fmt/core.h>
#ifdef __linux__
#include <malloc.h>
#endif
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <numeric>

namespace ow::cli {
namespace {

struct MachineTime {
  double busy_s = 0;   ///< of all cores
  double total_s = 0;  ///< likewise, idle time included
};

/// The first line of /proc/stat: user nice system idle iowait irq softirq steal, in ticks (proc(5)).
MachineTime machine_time() {
  std::ifstream stat("/proc/stat");
  std::string name;
  stat >> name;
  std::array<double, 8> ticks{};
  for (double& value : ticks) stat >> value;
  if (!stat) return {};
  const double idle = ticks[3] + ticks[4];
  const double total = std::accumulate(ticks.begin(), ticks.end(), 0.0);
  const auto per_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
  return {(total - idle) / per_second, total / per_second};
}

}  // namespace

double process_cpu_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::uint64_t peak_memory_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

void reset_peak_memory() {
#if defined(__linux__) && defined(__GLIBC__)
  ::malloc_trim(0);
#endif
  std::ofstream("/proc/self/clear_refs") << "5";  // proc(5): resets the peak resident set size
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

Disturbance::Disturbance()
    : own_s_(process_cpu_seconds()), all_s_(machine_time().busy_s), total_s_(machine_time().total_s) {}

double Disturbance::share() const {
  const MachineTime now = machine_time();
  const double total = now.total_s - total_s_;
  const double others = now.busy_s - all_s_ - (process_cpu_seconds() - own_s_);
  return total > 0 ? std::clamp(others / total, 0.0, 1.0) : 0;
}

std::string Disturbance::text() const {
  if (share() < 0.05) return {};
  return fmt::format(
      "\nnote: other programs took {:.0f} % of this machine's cores meanwhile; measure again when it is quiet\n",
      100 * share());
}

StepLine::StepLine(int steps) : steps_(steps), shown_(::isatty(STDERR_FILENO) == 1) {}

StepLine::~StepLine() {
  if (shown_) fmt::print(stderr, "\r\033[K");
}

void StepLine::next(const std::string& what) {
  ++step_;
  if (!shown_) return;
  fmt::print(stderr, "\r\033[K[{}/{}] {}", std::min(step_, steps_), steps_, what);
  std::fflush(stderr);
}

}  // namespace ow::cli
