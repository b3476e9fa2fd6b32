#include "base/descriptor_limit.h"

#include <sys/resource.h>

#include <algorithm>

namespace ow {

std::size_t raise_descriptor_limit() {
  // More than any server here can use; some systems give "unlimited", which tools that close all descriptors suffer from.
  constexpr rlim_t kEnough = 1 << 20;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 256;  // what POSIX promises, about
  rlimit raised = limit;
  raised.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, kEnough));
  if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  return static_cast<std::size_t>(std::min(limit.rlim_cur, kEnough));
}

}  // namespace ow
