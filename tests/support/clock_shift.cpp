// Preloaded into the program by tests: the wall clock jumps while the monotonic one goes on, as when somebody sets the time.
// The seconds to add lie in the file that OW_TEST_CLOCK_SHIFT names (a double, read through shared memory at each call).
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>

namespace {

const volatile double* shared_shift() {
  static const volatile double* const shift = []() -> const volatile double* {
    const char* path = std::getenv("OW_TEST_CLOCK_SHIFT");
    const int descriptor = path != nullptr ? ::open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (descriptor < 0) return nullptr;
    void* memory = ::mmap(nullptr, sizeof(double), PROT_READ, MAP_SHARED, descriptor, 0);
    ::close(descriptor);
    return memory == MAP_FAILED ? nullptr : static_cast<const volatile double*>(memory);
  }
  ();
  return shift;
}

time_t shift_seconds() {
  const volatile double* shift = shared_shift();
  return shift != nullptr ? static_cast<time_t>(std::llround(*shift)) : 0;
}

template <typename Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, struct timespec* time) {
  static const auto call = real<int (*)(clockid_t, struct timespec*)>("clock_gettime");
  const int code = call(clock, time);
  if (code == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += shift_seconds();
  return code;
}

extern "C" int gettimeofday(struct timeval* __restrict time, void* __restrict zone) {
  static const auto call = real<int (*)(struct timeval*, void*)>("gettimeofday");
  const int code = call(time, zone);
  if (code == 0 && time != nullptr) time->tv_sec += shift_seconds();
  return code;
}

extern "C" time_t time(time_t* out) {
  struct timespec now {};
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != nullptr) *out = now.tv_sec;
  return now.tv_sec;
}
