// SIGINT and SIGTERM as a stop token.
#pragma once

#include <stop_token>

namespace ow::cli {

/// Blocks the two signals for this thread and those it makes later, and requests a stop when one comes. A second one ends
/// the process at once. To be made first thing, one at a time.
class StopOnSignal {
 public:
  StopOnSignal();
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
