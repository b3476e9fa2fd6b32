// The workflow store over two SQLite connections: one writes, one goes on reading meanwhile. Its parts are in workflow_store.cpp,
// workflow_drafts.cpp and workflow_trash.cpp.
#pragma once

#include <mutex>
#include <utility>

#include "store/database_file.h"
#include "store/sqlite_handle.h"
#include "store/workflow_store.h"

namespace ow::store {

class SqliteWorkflowStore final : public WorkflowStore {
 public:
  SqliteWorkflowStore(std::filesystem::path file, OpenedDatabase database)
      : file_(std::move(file)), connection_(std::move(database.writer)), reader_(std::move(database.reader)) {}

  Status check_in_place() override;
  [[nodiscard]] const std::filesystem::path& file() const override { return file_; }
  Result<std::vector<StoredWorkflow>> list() override;
  Result<StoredWorkflow> get(const std::string& id) override;
  Result<StoredWorkflow> create(const std::string& id, const std::string& name, const std::string& document,
                                const std::string& author) override;
  Result<StoredWorkflow> update(const std::string& id, const std::string& name, const std::string& document,
                                std::optional<std::int64_t> expected_version, const std::string& author) override;
  Status remove(const std::string& id) override;
  Status set_wanted_running(const std::string& id, bool wanted, const std::string& start_options) override;
  Result<std::vector<WorkflowVersion>> versions(const std::string& id) override;
  Result<WorkflowVersion> version(const std::string& id, std::int64_t number) override;
  Result<std::vector<RemovedWorkflow>> removed() override;
  Result<StoredWorkflow> restore_removed(const std::string& id) override;
  Status forget_removed() override;
  Result<std::vector<Draft>> drafts(const std::string& id) override;
  Result<Draft> draft(const std::string& id, const std::string& keeper) override;
  Result<Draft> set_draft(const std::string& id, Draft draft) override;
  Status remove_draft(const std::string& id, const std::string& keeper) override;

 private:
  // All of these are called with the mutex of their connection held.
  static Result<StoredWorkflow> read(Connection& connection, const std::string& id);
  Status check_new(const std::string& id);
  Status insert(const StoredWorkflow& workflow);
  Status add_version(const StoredWorkflow& workflow, const std::string& author);
  Status move_to_trash(const StoredWorkflow& workflow);
  Status prune_trash();
  Status write_update(StoredWorkflow& workflow, const std::string& name, const std::string& document,
                      const std::string& author);
  static Result<Draft> read_draft(Connection& connection, const std::string& id, const std::string& keeper);
  Status keep_draft(const std::string& id, const Draft& draft);
  /// One change of rows that name the id; kNotFound when there was none.
  Status change(Statement statement, const std::string& id);

  const std::filesystem::path file_;
  std::mutex mutex_;
  Connection connection_;
  std::mutex reader_mutex_;
  Connection reader_;
};

}  // namespace ow::store
