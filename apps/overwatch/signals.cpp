#include "overwatch/signals.h"

#include <pthread.h>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "base/thread.h"

namespace ow::cli {
namespace {

/// Ends the watcher's wait; sent by the destructor to the watcher alone.
constexpr int kWakeUp = SIGUSR2;

}  // namespace

struct StopOnSignal::State {
  std::function<void()> on_hangup;
  std::stop_source stop;
  std::atomic<bool> ended = false;
  std::jthread watcher;

  /// sigwait() rather than sigtimedwait(): macOS has no other.
  void watch(const sigset_t& set) {
    set_thread_name("ow-signals");
    int signal = 0;
    while (sigwait(&set, &signal) == 0 && !ended) {
      if (signal == SIGHUP) on_hangup();
      if (signal != SIGINT && signal != SIGTERM) continue;
      if (stop.stop_requested()) std::_Exit(130);
      stop.request_stop();
    }
  }
};

StopOnSignal::StopOnSignal(std::function<void()> on_hangup) : state_(new State) {
  state_->on_hangup = std::move(on_hangup);
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error of the write
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, kWakeUp}) sigaddset(&set, signal);
  if (state_->on_hangup) sigaddset(&set, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  state_->watcher = std::jthread([this, set] { state_->watch(set); });
}

StopOnSignal::~StopOnSignal() {
  state_->ended = true;
  pthread_kill(state_->watcher.native_handle(), kWakeUp);
  delete state_;
}

std::stop_token StopOnSignal::token() const { return state_->stop.get_token(); }

void StopOnSignal::wait() const {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait(lock, state_->stop.get_token(), [] { return false; });
}

}  // namespace ow::cli
