#include "engine/watched_store.h"

#include <utility>

namespace ow::engine {
namespace {

constexpr const char* kTopic = "store";
constexpr const char* kDamageTopic = "store-damage";

}  // namespace

bool is_store_trouble(ErrorCode code) {
  return code == ErrorCode::kStorageFull || code == ErrorCode::kUnavailable || code == ErrorCode::kDataLoss ||
         code == ErrorCode::kPermissionDenied;
}

WatchedStore::WatchedStore(std::unique_ptr<store::WorkflowStore> store, NoticeBoard& notices)
    : store_(std::move(store)), notices_(notices) {
  if (std::string damage = store_->notice(); !damage.empty()) {
    notices_.set({kDamageTopic, Severity::kError, std::move(damage)});
  }
}

void WatchedStore::note(Trouble kind, const Error* error) {
  if (error != nullptr && is_store_trouble(error->code)) {
    trouble_ = kind;
    notices_.set({kTopic, Severity::kError,
                  error->message + ". Running workflows go on; changes are refused until this is over"});
  } else if (error == nullptr && (trouble_ == kind || kind == Trouble::kWriting) &&
             trouble_.exchange(Trouble::kNone) != Trouble::kNone) {
    notices_.clear(kTopic, "the workflow store works again");
  }
}

template <typename T>
Result<T> WatchedStore::watch(Trouble kind, Result<T> result) {
  note(kind, result ? nullptr : &result.error());
  return result;
}

Result<std::vector<store::StoredWorkflow>> WatchedStore::list() { return watch(Trouble::kReading, store_->list()); }

Result<store::StoredWorkflow> WatchedStore::get(const std::string& id) {
  return watch(Trouble::kReading, store_->get(id));
}

Result<store::StoredWorkflow> WatchedStore::create(const std::string& id, const std::string& name,
                                                   const std::string& document) {
  return watch(Trouble::kWriting, store_->create(id, name, document));
}

Result<store::StoredWorkflow> WatchedStore::update(const std::string& id, const std::string& name,
                                                   const std::string& document,
                                                   std::optional<std::int64_t> expected_version) {
  return watch(Trouble::kWriting, store_->update(id, name, document, expected_version));
}

Status WatchedStore::remove(const std::string& id) { return watch(Trouble::kWriting, store_->remove(id)); }

Status WatchedStore::set_wanted_running(const std::string& id, bool wanted, const std::string& start_options) {
  return watch(Trouble::kWriting, store_->set_wanted_running(id, wanted, start_options));
}

Status WatchedStore::probe() {
  if (trouble_ == Trouble::kReading) {
    if (const auto listed = list(); !listed) return std::unexpected(listed.error());
  }
  return watch(Trouble::kWriting, store_->probe());
}

Result<std::vector<store::WorkflowVersion>> WatchedStore::versions(const std::string& id) {
  return watch(Trouble::kReading, store_->versions(id));
}

}  // namespace ow::engine
