// StoreWatch: notices while the file of the workflow store is not where it was, and while a damaged one lies beside it.
#pragma once

#include "base/clock.h"
#include "core/notices.h"
#include "store/workflow_store.h"

namespace ow::engine {

/// Belongs to the engine's control thread.
class StoreWatch {
 public:
  StoreWatch(NoticeBoard& notices, store::WorkflowStore& store) : notices_(notices), store_(store) {}
  /// Looks when a second has passed since it looked last.
  void tick(TimePoint now);

 private:
  void tell_damage();

  NoticeBoard& notices_;
  store::WorkflowStore& store_;
  TimePoint next_{};
};

}  // namespace ow::engine
