#include "media/interrupt.h"

#include <utility>

namespace ow::media {

void Interrupt::arm(std::stop_token stop, std::chrono::milliseconds timeout) {
  stop_ = std::move(stop);
  if (bytes_ != nullptr) bytes_->begin();
  deadline_ = timeout.count() > 0 ? clock_.now() + timeout : TimePoint::max();
}

AVIOInterruptCB Interrupt::callback() { return {&Interrupt::check, this}; }

int Interrupt::check(void* self) {
  auto& interrupt = *static_cast<Interrupt*>(self);
  if (interrupt.stopped() || interrupt.timed_out_) return 1;
  if (interrupt.deadline_ != TimePoint::max() && interrupt.clock_.now() >= interrupt.deadline_)
    interrupt.timed_out_ = true;
  if (interrupt.bytes_ != nullptr && interrupt.excess_.empty()) interrupt.excess_ = interrupt.bytes_->excess();
  return interrupt.timed_out_ || !interrupt.excess_.empty() ? 1 : 0;
}

}  // namespace ow::media
