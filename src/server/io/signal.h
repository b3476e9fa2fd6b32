// Signal: wakes the one coroutine that waits for it. For the I/O thread only.
#pragma once

#include <chrono>
#include <utility>

#include "server/io/asio.h"

namespace ow::server {

/// For waits that end by a signal alone; every cause of an end must then notify.
inline constexpr std::chrono::hours kUntilNotified{24};

class Signal final {
 public:
  explicit Signal(const asio::any_io_executor& executor) : timer_(executor) {}

  /// Remembered until the next wait, so none is lost.
  void notify() {
    set_ = true;
    timer_.cancel();
  }

  /// False when `timeout` passed first.
  asio::awaitable<bool> wait(std::chrono::nanoseconds timeout) {
    if (!set_) {
      timer_.expires_after(timeout);
      co_await timer_.async_wait(kAwait);
    }
    co_return std::exchange(set_, false);
  }

 private:
  asio::steady_timer timer_;
  bool set_ = false;
};

}  // namespace ow::server
