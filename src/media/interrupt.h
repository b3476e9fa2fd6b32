// The only way to end a libav call that blocks: its interrupt callback.
#pragma once

extern "C" {
#include <libavformat/avio.h>
}

#include <chrono>
#include <stop_token>
#include <string>

#include "base/clock.h"
#include "media/bytes_watch.h"

namespace ow::media {

/// Aborts blocked libav calls on stop, after a deadline, or when too much was read. libav polls it about every 100 ms while
/// it waits for a socket. Once it has aborted for a deadline it stays so: after an abort libav may hand out a packet that it still held, and a
/// renewed deadline would then double the wait. Belongs to the source's thread; must outlive the contexts that use it.
class Interrupt final {
 public:
  explicit Interrupt(const Clock& clock) : clock_(clock) {}
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// Before each blocking call; a timeout of zero means none.
  void arm(std::stop_token stop, std::chrono::milliseconds timeout);

  [[nodiscard]] bool stopped() const { return stop_.stop_requested(); }
  [[nodiscard]] bool timed_out() const { return timed_out_; }
  /// What was read too much of, in words that follow the name; empty when nothing was.
  [[nodiscard]] const std::string& excess() const { return excess_; }
  /// Looked at from now on, begun anew at each `arm`; null: no longer.
  void watch(BytesWatch* bytes) { bytes_ = bytes; }
  [[nodiscard]] AVIOInterruptCB callback();

 private:
  static int check(void* self);

  const Clock& clock_;
  std::stop_token stop_;
  TimePoint deadline_ = TimePoint::max();
  BytesWatch* bytes_ = nullptr;
  std::string excess_;
  bool timed_out_ = false;
};

}  // namespace ow::media
