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

  State(std::string node_id, std::shared_ptr<Observer> reports, std::weak_ptr<Pacer> shared_pacer)
      : node(std::move(node_id)),
        drop_place(node + " -> viewer"),
        observer(std::move(reports)),
        pacer(std::move(shared_pacer)) {}

  const std::string node;
  const std::string drop_place;
  const std::shared_ptr<Observer> observer;
  const std::weak_ptr<Pacer> pacer;

  std::mutex mutex;  ///< guards everything below
  PicturePtr newest;
  PicturePtr held;                ///< not due yet; the pacer has an entry as long as there is one
  TimePoint held_until{};
  std::uint64_t published = 0;
  Viewers viewers = std::make_shared<const std::vector<std::shared_ptr<Viewer>>>();
  std::optional<TimePoint> last_touched;
  bool ended = false;
  bool reduced_wanted = false;
  std::uint64_t sends = 0;
  TimePoint last_shown{};                 ///< of the newest picture that reached a viewer
  std::optional<TimePoint> delivered_at;  ///< when it did; nothing while nobody watches

  void add(const std::shared_ptr<Viewer>& viewer);
  void remove(const std::shared_ptr<Viewer>& viewer);

  /// What one finished send says about the view.
  struct Delivery {
    bool reported = false;             ///< this send is one of the sample
    std::optional<Duration> interval;  ///< since the picture before reached its first viewer, when this one has just
  };
  Delivery deliver(const Picture& picture, TimePoint end);
};

}  // namespace ow::live
