// WatchedStore: a store whose troubles are put up on the notice board, and taken down when they are over.
#pragma once

#include <atomic>
#include <memory>

#include "core/notices.h"
#include "store/workflow_store.h"

namespace ow::engine {

/// Passes every call on. Thread-safe.
class WatchedStore final : public store::WorkflowStore {
 public:
  WatchedStore(std::unique_ptr<store::WorkflowStore> store, NoticeBoard& notices);

  Result<std::vector<store::StoredWorkflow>> list() override;
  Result<store::StoredWorkflow> get(const std::string& id) override;
  Result<store::StoredWorkflow> create(const std::string& id, const std::string& name,
                                       const std::string& document) override;
  Result<store::StoredWorkflow> update(const std::string& id, const std::string& name, const std::string& document,
                                       std::optional<std::int64_t> expected_version) override;
  Status remove(const std::string& id) override;
  Status set_wanted_running(const std::string& id, bool wanted, const std::string& start_options) override;
  /// Quick; the notice goes when it succeeds.
  Status probe() override;
  [[nodiscard]] std::string notice() const override { return store_->notice(); }
  Result<std::vector<store::WorkflowVersion>> versions(const std::string& id) override;

  /// The last write failed for a reason that may go away: probe() is worth a try.
  [[nodiscard]] bool in_trouble() const { return trouble_ != Trouble::kNone; }

 private:
  enum class Trouble { kNone, kReading, kWriting };
  template <typename T>
  Result<T> watch(Trouble kind, Result<T> result);
  void note(Trouble kind, const Error* error);

  std::unique_ptr<store::WorkflowStore> store_;
  NoticeBoard& notices_;
  std::atomic<Trouble> trouble_{Trouble::kNone};
};

/// The store itself fails, not the call: full, locked, damaged or not to be reached.
[[nodiscard]] bool is_store_trouble(ErrorCode code);

}  // namespace ow::engine
