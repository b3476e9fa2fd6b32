// For tests: a store that can be told to fail.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "store/workflow_store.h"

namespace ow::engine {

/// A real store whose writes (or all calls) can be made to fail, as a full disk and a lock make them.
class FailingStore final : public store::WorkflowStore {
 public:
  explicit FailingStore(std::unique_ptr<store::WorkflowStore> store) : store_(std::move(store)) {}

  /// From now on all writes, or all reads, fail so; nothing: they work. Any thread.
  void fail_writing(std::optional<Error> error) { set(writing_, std::move(error)); }
  void fail_reading(std::optional<Error> error) { set(reading_, std::move(error)); }

  Result<std::vector<store::StoredWorkflow>> list() override {
    return or_fail(reading_, [&] { return store_->list(); });
  }
  Result<store::StoredWorkflow> get(const std::string& id) override {
    return or_fail(reading_, [&] { return store_->get(id); });
  }
  Result<store::StoredWorkflow> create(const std::string& id, const std::string& name,
                                       const std::string& document) override {
    return or_fail(writing_, [&] { return store_->create(id, name, document); });
  }
  Result<store::StoredWorkflow> update(const std::string& id, const std::string& name, const std::string& document,
                                       std::optional<std::int64_t> expected) override {
    return or_fail(writing_, [&] { return store_->update(id, name, document, expected); });
  }
  Status remove(const std::string& id) override {
    return or_fail(writing_, [&] { return store_->remove(id); });
  }
  Status set_wanted_running(const std::string& id, bool wanted, const std::string& options) override {
    return or_fail(writing_, [&] { return store_->set_wanted_running(id, wanted, options); });
  }
  Status probe() override {
    return or_fail(writing_, [&] { return store_->probe(); });
  }
  [[nodiscard]] std::string notice() const override { return "it was damaged"; }
  Result<std::vector<store::WorkflowVersion>> versions(const std::string& id) override { return store_->versions(id); }

 private:
  template <typename Call>
  auto or_fail(const std::optional<Error>& error, Call call) -> decltype(call()) {
    {
      const std::lock_guard lock(mutex_);
      if (error) return std::unexpected(*error);
    }
    return call();
  }
  void set(std::optional<Error>& place, std::optional<Error> error) {
    const std::lock_guard lock(mutex_);
    place = std::move(error);
  }

  std::unique_ptr<store::WorkflowStore> store_;
  std::mutex mutex_;
  std::optional<Error> writing_, reading_;  // guarded by mutex_
};

}  // namespace ow::engine
