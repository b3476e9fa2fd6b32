#include <utility>

#include "live/view_state.h"

namespace ow::live {

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
    if (state.published == last_taken_) return nullptr;
    missed = state.published - last_taken_ - 1;
    last_taken_ = state.published;
    picture = state.newest;
  }
  dropped_ += missed;
  for (; missed > 0 && state.observer != nullptr; --missed)
    state.observer->on_drop(state.drop_place, DropReason::kQueueFull);
  return picture;
}

void Subscription::sent(const Picture& picture, TimePoint send_begin, TimePoint send_end) {
  const View::State& state = *view_->state_;
  if (state.observer == nullptr) return;
  const Span wait{stage::kSendWait, picture.encoded, send_begin, SpanKind::kWait};
  const Span send{stage::kSend, send_begin, send_end, SpanKind::kWork};
  Trace trace = picture.trace;
  for (const Span& span : {wait, send}) {
    trace.add(span.name, span.begin, span.end, span.kind);
    state.observer->on_span(state.node, span);
  }
  state.observer->on_complete(state.node, trace, send_end);
}

std::uint64_t Subscription::dropped() const { return dropped_; }

}  // namespace ow::live
