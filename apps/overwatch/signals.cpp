#include "overwatch/signals.h"

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "base/thread.h"

namespace ow::cli {

struct StopOnSignal::State {
  std::stop_source stop;
  std::jthread watcher;
};

StopOnSignal::StopOnSignal() : state_(new State) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error of the write
  std::signal(SIGXFSZ, SIG_IGN);  // and so is a file that may grow no further
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  state_->watcher = std::jthread([this, set](std::stop_token ended) {
    set_thread_name("ow-signals");
    const timespec interval{.tv_sec = 0, .tv_nsec = 100'000'000};
    while (!ended.stop_requested()) {
      if (sigtimedwait(&set, nullptr, &interval) < 0) continue;
      if (state_->stop.stop_requested()) std::_Exit(130);
      state_->stop.request_stop();
    }
  });
}

StopOnSignal::~StopOnSignal() { delete state_; }

std::stop_token StopOnSignal::token() const { return state_->stop.get_token(); }

void StopOnSignal::wait() const {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait(lock, state_->stop.get_token(), [] { return false; });
}

}  // namespace ow::cli
