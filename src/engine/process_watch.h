// ProcessWatch: does something grow on and on, in the process or in one workflow?
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "core/notices.h"
#include "profile/leak_sentinel.h"

namespace ow::engine {

/// Belongs to the engine's control thread but for workflows_changed and growths.
class ProcessWatch {
 public:
  explicit ProcessWatch(NoticeBoard& notices, profile::SentinelOptions options = {})
      : notices_(notices), sentinel_(options) {}

  /// Bytes that a workflow is known to hold, by its id.
  using Held = std::map<std::string, std::uint64_t>;
  /// Takes samples when they are due (`held` is only asked then) and puts notices up or takes them down.
  template <typename HeldCall>
  void tick(TimePoint now, HeldCall&& held) {
    if (changed_.exchange(false)) {
      sentinel_.restart(now);
      take_down();
    }
    if (sentinel_.due(now)) sample(now, held());
  }
  /// A person started or stopped something: levels change. Any thread.
  void workflows_changed() { changed_ = true; }
  /// Any thread.
  [[nodiscard]] std::vector<profile::Growth> growths() const;

 private:
  void sample(TimePoint now, const Held& held);
  void watch_growth(const profile::Growth& growth, const Held& held);
  void take_down();

  NoticeBoard& notices_;
  profile::LeakSentinel sentinel_;
  Held held_;  // at the last sample
  std::map<std::string, double> told_;  // the value of a series when its notice was written
  std::atomic<bool> changed_{false};
  mutable std::mutex mutex_;
  std::vector<profile::Growth> growths_;  // guarded by mutex_
};

}  // namespace ow::engine
