// What was removed and can be brought back.
#include "store/sqlite_workflow_store.h"
#include "store/timestamp.h"

namespace ow::store {
namespace {

constexpr std::int64_t kRemovedMax = 50;
constexpr const char* kRemovedDays = "-30 days";

}  // namespace

Status SqliteWorkflowStore::move_to_trash(const StoredWorkflow& workflow) {
  OW_TRY(Statement keep,
         connection_.prepare("INSERT INTO removed_workflows (id, name, version, created_at, updated_at, "
                             "removed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  keep.bind(1, workflow.id).bind(2, workflow.name).bind(3, workflow.version).bind(4, workflow.created_at);
  OW_CHECK(keep.bind(5, workflow.updated_at).bind(6, now_rfc3339()).run());
  // Not last_insert_rowid(): that changes with each row of this very statement.
  OW_TRY(Statement versions,
         connection_.prepare("INSERT INTO removed_versions (number, version, document, created_at, author) SELECT "
                             "(SELECT max(number) FROM removed_workflows), version, document, created_at, author FROM "
                             "workflow_versions WHERE workflow_id = ?1"));
  OW_CHECK(versions.bind(1, workflow.id).run());
  OW_TRY(Statement drafts,
         connection_.prepare("INSERT INTO removed_drafts (number, keeper, author, document, base_version, updated_at) "
                             "SELECT (SELECT max(number) FROM removed_workflows), keeper, author, document, "
                             "base_version, updated_at FROM kept_drafts WHERE workflow_id = ?1 ORDER BY rowid"));
  return drafts.bind(1, workflow.id).run();
}

Status SqliteWorkflowStore::prune_trash() {
  OW_TRY(Statement old, connection_.prepare("DELETE FROM removed_workflows WHERE number NOT IN (SELECT number FROM "
                                            "removed_workflows ORDER BY number DESC LIMIT ?1) OR "
                                            "julianday(removed_at) < julianday('now', ?2)"));
  return old.bind(1, kRemovedMax).bind(2, kRemovedDays).run();
}

Status SqliteWorkflowStore::remove(const std::string& id) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Transaction transaction, Transaction::begin(connection_));
  OW_TRY(const StoredWorkflow workflow, read(connection_, id));
  OW_CHECK(move_to_trash(workflow));
  OW_TRY(Statement statement, connection_.prepare("DELETE FROM workflows WHERE id = ?1"));
  OW_CHECK(statement.bind(1, id).run());
  OW_CHECK(prune_trash());
  return transaction.commit();
}

Result<std::vector<RemovedWorkflow>> SqliteWorkflowStore::removed() {
  const std::lock_guard lock(reader_mutex_);
  OW_TRY(Statement statement, reader_.prepare("SELECT id, name, version, removed_at FROM removed_workflows "
                                              "ORDER BY number DESC"));
  std::vector<RemovedWorkflow> all;
  while (true) {
    OW_TRY(const bool row, statement.step());
    if (!row) return all;
    all.push_back({.id = statement.text(0),
                   .name = statement.text(1),
                   .version = statement.integer(2),
                   .removed_at = statement.text(3)});
  }
}

Result<StoredWorkflow> SqliteWorkflowStore::restore_removed(const std::string& id) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Transaction transaction, Transaction::begin(connection_));
  OW_TRY(Statement newest, connection_.prepare("SELECT max(number) FROM removed_workflows WHERE id = ?1"));
  OW_CHECK(newest.bind(1, id).step());
  const std::int64_t number = newest.integer(0);  // 0 for none
  if (number == 0) return fail(ErrorCode::kNotFound, "no removed workflow '{}' is kept", id);
  OW_CHECK(check_new(id));
  OW_TRY(Statement workflow,
         connection_.prepare("INSERT INTO workflows (id, name, version, created_at, updated_at) SELECT id, name, "
                             "version, created_at, updated_at FROM removed_workflows WHERE number = ?1"));
  OW_CHECK(workflow.bind(1, number).run());
  OW_TRY(
      Statement versions,
      connection_.prepare("INSERT INTO workflow_versions (workflow_id, version, document, created_at, author) SELECT "
                          "?2, version, document, created_at, author FROM removed_versions WHERE number = ?1"));
  OW_CHECK(versions.bind(1, number).bind(2, id).run());
  OW_TRY(
      Statement drafts,
      connection_.prepare("INSERT INTO kept_drafts (workflow_id, keeper, author, document, base_version, updated_at) "
                          "SELECT ?2, keeper, author, document, base_version, updated_at FROM removed_drafts WHERE "
                          "number = ?1 ORDER BY rowid"));
  OW_CHECK(drafts.bind(1, number).bind(2, id).run());
  OW_TRY(Statement taken, connection_.prepare("DELETE FROM removed_workflows WHERE number = ?1"));
  OW_CHECK(taken.bind(1, number).run());
  OW_TRY(StoredWorkflow restored, read(connection_, id));
  OW_CHECK(transaction.commit());
  return restored;
}

Status SqliteWorkflowStore::forget_removed() {
  const std::lock_guard lock(mutex_);
  return connection_.execute("DELETE FROM removed_workflows");
}

}  // namespace ow::store
