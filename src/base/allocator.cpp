#include "base/allocator.h"

#include <cstdlib>

#if defined(__linux__) && defined(__GLIBC__)
#include <malloc.h>
#endif

namespace ow {

void set_up_allocator() {
#if defined(__linux__) && defined(__GLIBC__)
  if (std::getenv("MALLOC_ARENA_MAX") == nullptr) ::mallopt(M_ARENA_MAX, 2);
  constexpr int kKept = 32 << 20;
  if (std::getenv("MALLOC_TRIM_THRESHOLD_") == nullptr) ::mallopt(M_TRIM_THRESHOLD, kKept);
  if (std::getenv("MALLOC_MMAP_THRESHOLD_") == nullptr) ::mallopt(M_MMAP_THRESHOLD, kKept);
#endif
}

void give_back_free_memory() {
#if defined(__linux__) && defined(__GLIBC__)
  ::malloc_trim(0);
#endif
}

}  // namespace ow
