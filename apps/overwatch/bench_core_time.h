// Core time of a running pipeline, split by the clocks of its threads: the model's, the decoders', and everything else.
#pragma once

#include <atomic>
#include <memory>
#include <string_view>

#include "core/observer.h"

namespace ow::cli {

/// Core time so far of the process's threads of this name, in seconds. 0 where the system does not tell (it is Linux's /proc that
/// does). All work of those that run models (infer::kModelThreadName) is the model's but for taking a job and giving the answer.
double thread_seconds(std::string_view name);

/// Adds up the core time that sources spend on reading and decoding: on the thread of a source, whatever lies between the end
/// of one frame's way and the next frame's being decoded. Everything it hears goes on to `next`.
class DecodeClock final : public Observer {
 public:
  explicit DecodeClock(std::shared_ptr<Observer> next) : next_(std::move(next)) {}
  [[nodiscard]] double seconds() const { return 1e-9 * static_cast<double>(nanoseconds_.load()); }

  void on_span(std::string_view node, const Span& span) override;
  void on_frame_in(std::string_view node) override { next_->on_frame_in(node); }
  void on_frame_out(std::string_view node) override;
  void on_skip(std::string_view node) override { next_->on_skip(node); }
  void on_drop(std::string_view where, DropReason reason) override { next_->on_drop(where, reason); }
  void on_complete(std::string_view node, const Trace& trace, TimePoint end) override {
    next_->on_complete(node, trace, end);
  }
  void on_delivery(std::string_view node, TimePoint time, Duration interval) override {
    next_->on_delivery(node, time, interval);
  }
  void on_picture(std::string_view node, std::size_t bytes) override { next_->on_picture(node, bytes); }

 private:
  std::shared_ptr<Observer> next_;
  std::atomic<std::int64_t> nanoseconds_{0};
};

}  // namespace ow::cli
