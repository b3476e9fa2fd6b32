#include "base/descriptors.h"

#include <sys/resource.h>

#include <algorithm>

namespace ow {

std::uint64_t raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  rlimit raised = limit;
  raised.rlim_cur = limit.rlim_max;
#ifdef __APPLE__
  raised.rlim_cur = std::min<rlim_t>(limit.rlim_max, 10'240);  // OPEN_MAX: more is refused
#endif
  if (raised.rlim_cur > limit.rlim_cur && ::setrlimit(RLIMIT_NOFILE, &raised) == 0) return raised.rlim_cur;
  return limit.rlim_cur;
}

}  // namespace ow
