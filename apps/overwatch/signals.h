// SIGINT and SIGTERM as a stop token, SIGHUP as a call.
#pragma once

#include <functional>
#include <stop_token>

namespace ow::cli {

/// Blocks the three signals for this thread and those it makes later, and requests a stop when SIGINT or SIGTERM comes. A
/// second one ends the process at once. `on_hangup` is called on a thread of its own for each SIGHUP; without it SIGHUP
/// keeps its usual effect. To be made first thing, one at a time.
class StopOnSignal {
 public:
  explicit StopOnSignal(std::function<void()> on_hangup = {});
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;
  [[nodiscard]] std::stop_token token() const;
  /// Returns when a signal came.
  void wait() const;

 private:
  struct State;
  State* state_;
};

}  // namespace ow::cli
