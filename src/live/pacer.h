// Pacer: shows pictures when they are due.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "base/clock.h"

namespace ow::live {

class View;

/// One thread for all views of a hub. A view waits for one picture at a time, so that it never holds more than an entry a view.
class Pacer {
 public:
  Pacer();
  ~Pacer();
  Pacer(const Pacer&) = delete;
  Pacer& operator=(const Pacer&) = delete;
  /// Calls view->show_held() at `due` (steady clock) on the pacer's thread, unless the view is gone by then. Any thread.
  void wake_at(TimePoint due, std::weak_ptr<View> view);

 private:
  void run(std::stop_token stop);

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::multimap<TimePoint, std::weak_ptr<View>> waiting_;
  std::jthread thread_;  // last: ends before what it uses
};

}  // namespace ow::live
