#include <utility>

#include "live/view_state.h"

namespace ow::live {
namespace {

/// Sends of a picture that are reported, about; more would cost the sending thread what it needs for sending.
constexpr std::uint64_t kReportedSends = 16;

}  // namespace

View::State::Delivery View::State::deliver(const Picture& picture, TimePoint end) {
  const std::lock_guard lock(mutex);
  const std::uint64_t stride = 1 + viewers->size() / kReportedSends;
  Delivery delivery{.reported = sends++ % stride == 0, .interval = {}};
  if (picture.shown() <= last_shown && delivered_at) return delivery;
  last_shown = picture.shown();
  if (delivered_at) delivery.interval = end - *delivered_at;
  delivered_at = end;
  return delivery;
}

Subscription::Subscription(std::shared_ptr<View> view, std::shared_ptr<Viewer> viewer,
                           std::shared_ptr<const void> lease)
    : view_(std::move(view)), viewer_(std::move(viewer)), lease_(std::move(lease)) {
  {
    const std::lock_guard lock(view_->state_->mutex);
    last_taken_ = view_->state_->published - (view_->state_->newest != nullptr ? 1 : 0);
  }
  view_->state_->add(viewer_);
}

Subscription::~Subscription() { view_->state_->remove(viewer_); }

PicturePtr Subscription::take() {
  View::State& state = *view_->state_;
  PicturePtr picture;
  std::uint64_t missed = 0;
  {
    const std::lock_guard lock(state.mutex);
    const bool news = state.published != last_taken_;
    const bool slow = pace_.slow() && !state.ended;
    if (slow && (!news || state.newest->smaller == nullptr)) {
      state.reduced_wanted = true;
      return nullptr;
    }
    if (!news) return nullptr;
    missed = state.published - last_taken_ - 1;
    last_taken_ = state.published;
    picture = slow ? state.newest->smaller : state.newest;
    pace_.took(missed);
  }
  dropped_ += missed;
  for (; missed > 0 && state.observer != nullptr; --missed)
    state.observer->on_drop(state.drop_place, DropReason::kQueueFull);
  return picture;
}

void Subscription::sent(const Picture& picture, TimePoint send_begin, TimePoint send_end) {
  View::State& state = *view_->state_;
  if (state.observer == nullptr) return;
  const View::State::Delivery delivery = state.deliver(picture, send_end);
  if (delivery.interval) state.observer->on_delivery(state.node, send_end, *delivery.interval);
  if (!delivery.reported) return;
  Trace trace = picture.trace;
  const auto report = [&](const char* name, TimePoint begin, TimePoint end, SpanKind kind) {
    trace.add(name, begin, end, kind);
    state.observer->on_span(state.node, {name, begin, end, kind});
  };
  const TimePoint shown = picture.shown();
  if (shown > picture.encoded) report(stage::kPaceWait, picture.encoded, shown, SpanKind::kWait);
  report(stage::kSendWait, shown, send_begin, SpanKind::kWait);
  report(stage::kSend, send_begin, send_end, SpanKind::kWork);
  state.observer->on_complete(state.node, trace, send_end);
}

std::uint64_t Subscription::dropped() const { return dropped_; }

}  // namespace ow::live
