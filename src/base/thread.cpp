#include "base/thread.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <thread>

namespace ow {
namespace {

/// Cores granted by a cgroup v2 quota, or 0 when there is none ("max").
unsigned quota_cores() {
  std::ifstream file("/sys/fs/cgroup/cpu.max");
  double quota = 0;
  double period = 0;
  if (!(file >> quota >> period) || period <= 0) return 0;
  return static_cast<unsigned>(std::ceil(quota / period));
}

}  // namespace

void set_thread_name(const std::string& name) {
#ifdef __linux__
  pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
#else
  pthread_setname_np(name.c_str());
#endif
}

unsigned usable_cores() {
  unsigned cores = std::max(1U, std::thread::hardware_concurrency());
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) == 0) cores = static_cast<unsigned>(CPU_COUNT(&set));
  if (const unsigned quota = quota_cores(); quota > 0) cores = std::min(cores, quota);
#endif
  return std::max(1U, cores);
}

}  // namespace ow
