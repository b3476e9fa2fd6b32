#include "live/pacer.h"

#include <utility>

#include "base/thread.h"
#include "live/hub.h"

namespace ow::live {

Pacer::Pacer() : thread_([this](std::stop_token stop) { run(std::move(stop)); }) {}
Pacer::~Pacer() = default;

void Pacer::wake_at(TimePoint due, std::weak_ptr<View> view) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(due, std::move(view));
  }
  changed_.notify_one();
}

void Pacer::run(std::stop_token stop) {
  set_thread_name("ow-pacer");
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (waiting_.empty()) {
      changed_.wait(lock, stop, [&] { return !waiting_.empty(); });
      continue;
    }
    const TimePoint first = waiting_.begin()->first;
    if (std::chrono::steady_clock::now() < first) {
      changed_.wait_until(lock, stop, first, [&] { return waiting_.begin()->first < first; });
      continue;
    }
    const auto view = waiting_.begin()->second.lock();
    waiting_.erase(waiting_.begin());
    lock.unlock();
    if (view != nullptr) view->show_held();
    lock.lock();
  }
}

}  // namespace ow::live
