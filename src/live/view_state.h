// What View and Subscription share. Private to src/live.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "live/hub.h"

namespace ow::live {

struct View::State {
  /// Copied on change, so that a publisher calls the viewers of a moment without holding the lock.
  using Viewers = std::shared_ptr<const std::vector<std::shared_ptr<Viewer>>>;

  State(std::string node_id, std::shared_ptr<Observer> reports)
      : node(std::move(node_id)), drop_place(node + " -> viewer"), observer(std::move(reports)) {}

  const std::string node;
  const std::string drop_place;
  const std::shared_ptr<Observer> observer;

  std::mutex mutex;  ///< guards everything below
  PicturePtr newest;
  std::uint64_t published = 0;
  Viewers viewers = std::make_shared<const std::vector<std::shared_ptr<Viewer>>>();
  std::optional<TimePoint> last_touched;
  bool ended = false;

  void add(const std::shared_ptr<Viewer>& viewer);
  void remove(const std::shared_ptr<Viewer>& viewer);
};

}  // namespace ow::live
