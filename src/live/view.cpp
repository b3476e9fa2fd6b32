#include <algorithm>
#include <utility>

#include "live/pacer.h"
#include "live/view_state.h"

namespace ow::live {
namespace {

void tell(const std::vector<std::shared_ptr<Viewer>>& viewers) {
  for (const auto& viewer : viewers) viewer->on_picture();
}

}  // namespace

void View::State::add(const std::shared_ptr<Viewer>& viewer) {
  const std::lock_guard lock(mutex);
  auto changed = std::make_shared<std::vector<std::shared_ptr<Viewer>>>(*viewers);
  changed->push_back(viewer);
  viewers = std::move(changed);
}

void View::State::remove(const std::shared_ptr<Viewer>& viewer) {
  Viewers old;  // freed after the lock: it may be the last owner of a viewer
  const std::lock_guard lock(mutex);
  auto changed = std::make_shared<std::vector<std::shared_ptr<Viewer>>>(*viewers);
  const auto place = std::ranges::find(*changed, viewer);
  if (place != changed->end()) changed->erase(place);
  if (changed->empty()) delivered_at.reset();
  old = std::exchange(viewers, std::move(changed));
}

View::View(std::string node, std::shared_ptr<Observer> observer, std::weak_ptr<Pacer> pacer)
    : state_(std::make_unique<State>(std::move(node), std::move(observer), std::move(pacer))) {}
View::~View() = default;

void View::publish(PicturePtr picture) {
  if (picture == nullptr) return;
  const auto pacer = state_->pacer.lock();
  const bool early = pacer != nullptr && picture->due > std::chrono::steady_clock::now();
  State::Viewers viewers;
  PicturePtr replaced;  // freed after the lock, as `picture` then is
  TimePoint wake{};
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->ended) return;
    replaced = std::exchange(state_->held, nullptr);
    if (early) {
      if (replaced == nullptr) wake = state_->held_until = picture->due;
      state_->held.swap(picture);
    } else {
      state_->newest.swap(picture);
      ++state_->published;
      viewers = state_->viewers;
    }
  }
  if (replaced != nullptr && state_->observer != nullptr)
    state_->observer->on_drop(state_->node, DropReason::kRateLimit);
  if (wake != TimePoint{}) pacer->wake_at(wake, weak_from_this());
  if (viewers != nullptr) tell(*viewers);
}

void View::show_held() {
  State::Viewers viewers;
  PicturePtr old;  // freed after the lock
  {
    const std::lock_guard lock(state_->mutex);
    // A call that was meant for a picture that is gone must not show its successor early.
    if (state_->held == nullptr || std::chrono::steady_clock::now() < state_->held_until) return;
    old = std::exchange(state_->newest, std::exchange(state_->held, nullptr));
    ++state_->published;
    viewers = state_->viewers;
  }
  tell(*viewers);
}

bool View::reduced_wanted() {
  const std::lock_guard lock(state_->mutex);
  return std::exchange(state_->reduced_wanted, false);
}

PicturePtr View::newest() const {
  const std::lock_guard lock(state_->mutex);
  return state_->newest;
}

std::size_t View::viewer_count() const {
  const std::lock_guard lock(state_->mutex);
  return state_->viewers->size();
}

void View::touch(TimePoint now) {
  const std::lock_guard lock(state_->mutex);
  state_->last_touched = now;
}

std::optional<TimePoint> View::last_touched() const {
  const std::lock_guard lock(state_->mutex);
  return state_->last_touched;
}

void View::end() {
  State::Viewers viewers;
  {
    const std::lock_guard lock(state_->mutex);
    if (std::exchange(state_->ended, true)) return;
    if (state_->held != nullptr) {
      state_->newest = std::exchange(state_->held, nullptr);
      ++state_->published;
    }
    viewers = state_->viewers;
  }
  tell(*viewers);
}

bool View::ended() const {
  const std::lock_guard lock(state_->mutex);
  return state_->ended;
}

}  // namespace ow::live
