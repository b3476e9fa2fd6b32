#include <algorithm>
#include <utility>

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
  old = std::exchange(viewers, std::move(changed));
}

View::View(std::string node, std::shared_ptr<Observer> observer)
    : state_(std::make_unique<State>(std::move(node), std::move(observer))) {}
View::~View() = default;

void View::publish(PicturePtr picture) {
  State::Viewers viewers;
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->ended || picture == nullptr) return;
    state_->newest.swap(picture);  // the old one is freed after the lock
    ++state_->published;
    viewers = state_->viewers;
  }
  tell(*viewers);
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
    viewers = state_->viewers;
  }
  tell(*viewers);
}

bool View::ended() const {
  const std::lock_guard lock(state_->mutex);
  return state_->ended;
}

}  // namespace ow::live
