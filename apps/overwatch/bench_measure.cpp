#include "overwatch/bench_measure.h"

#include <fmt/core.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>

namespace ow::cli {

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
#ifdef __GLIBC__
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
