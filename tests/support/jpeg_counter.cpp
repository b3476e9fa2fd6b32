// For LD_PRELOAD: counts the calls of TurboJPEG's encoder in the file that OVERWATCH_ENCODES names (8 bytes, in the machine's byte
// order), so that a test sees from outside how often a program encodes.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>

namespace {

using Counter = std::atomic<std::uint64_t>;
using Encode = int (*)(void*, const unsigned char**, int, const int*, int, int, unsigned char**, unsigned long*, int,
                       int);

Counter* open_counter() {
  static Counter unseen{0};
  const char* path = std::getenv("OVERWATCH_ENCODES");
  const int file = path != nullptr ? ::open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
  if (file < 0 || ::ftruncate(file, sizeof(Counter)) != 0) return &unseen;
  void* memory = ::mmap(nullptr, sizeof(Counter), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  ::close(file);
  return memory != MAP_FAILED ? static_cast<Counter*>(memory) : &unseen;
}

}  // namespace

extern "C" int tjCompressFromYUVPlanes(void* handle, const unsigned char** planes, int width, const int* strides,
                                       int height, int subsampling, unsigned char** jpeg, unsigned long* bytes,
                                       int quality, int flags) {
  static Counter* const counter = open_counter();
  static const auto encode = reinterpret_cast<Encode>(::dlsym(RTLD_NEXT, "tjCompressFromYUVPlanes"));
  counter->fetch_add(1, std::memory_order_relaxed);
  return encode(handle, planes, width, strides, height, subsampling, jpeg, bytes, quality, flags);
}
