#include "base/wait.h"

#include <condition_variable>
#include <mutex>

namespace ow {

bool wait_until(std::stop_token stop, TimePoint until) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_until(lock, stop, until, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace ow
