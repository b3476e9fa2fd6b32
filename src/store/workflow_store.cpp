#include "store/workflow_store.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "store/database_file.h"
#include "store/sqlite_workflow_store.h"
#include "store/timestamp.h"

namespace ow::store {
namespace {

constexpr std::size_t kDocumentBytesMax = 1U << 20;
constexpr std::size_t kNameBytesMax = 200;  // as in workflow files
constexpr std::size_t kIdBytesMax = 64;
constexpr std::int64_t kWorkflowsMax = 10'000;
constexpr std::int64_t kVersionsMax = 100;

constexpr std::string_view kSelect =
    "SELECT w.id, w.name, v.document, w.version, w.created_at, w.updated_at, w.wanted_running, w.start_options FROM "
    "workflows w "
    "JOIN workflow_versions v ON v.workflow_id = w.id AND v.version = w.version ";

bool is_id_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

Status check_id(const std::string& id) {
  if (!id.empty() && id.size() <= kIdBytesMax && std::ranges::all_of(id, is_id_character)) return {};
  return fail_at("id", ErrorCode::kInvalidArgument,
                 "a workflow id has 1 to {} characters of a-z, 0-9 and '-'; '{}' does not", kIdBytesMax,
                 id.substr(0, kIdBytesMax));
}

Status check_content(const std::string& name, const std::string& document) {
  if (name.size() > kNameBytesMax) {
    return fail_at("name", ErrorCode::kInvalidArgument, "a workflow's name has {} bytes at most, this one has {}",
                   kNameBytesMax, name.size());
  }
  if (document.size() > kDocumentBytesMax) {
    return fail(ErrorCode::kInvalidArgument, "a workflow has {} bytes at most, this one has {}", kDocumentBytesMax,
                document.size());
  }
  return {};
}

std::unexpected<Error> no_workflow(const std::string& id) {
  return fail(ErrorCode::kNotFound, "there is no workflow '{}'", id);
}

StoredWorkflow read_row(const Statement& row) {
  return {.id = row.text(0),
          .name = row.text(1),
          .document = row.text(2),
          .version = row.integer(3),
          .created_at = row.text(4),
          .updated_at = row.text(5),
          .wanted_running = row.integer(6) != 0,
          .start_options = row.text(7)};
}

WorkflowVersion read_version(const Statement& row) {
  return {.version = row.integer(0), .document = row.text(1), .created_at = row.text(2), .author = row.text(3)};
}

}  // namespace

Result<StoredWorkflow> SqliteWorkflowStore::read(Connection& connection, const std::string& id) {
  OW_TRY(Statement statement, connection.prepare(std::string(kSelect) + "WHERE w.id = ?1"));
  OW_TRY(const bool found, statement.bind(1, id).step());
  if (!found) return no_workflow(id);
  return read_row(statement);
}

Status SqliteWorkflowStore::check_in_place() {
  const std::lock_guard lock(reader_mutex_);
  return reader_.check_in_place();
}

Result<std::vector<StoredWorkflow>> SqliteWorkflowStore::list() {
  const std::lock_guard lock(reader_mutex_);
  OW_TRY(Statement statement, reader_.prepare(std::string(kSelect) + "ORDER BY w.created_at, w.id"));
  std::vector<StoredWorkflow> workflows;
  while (true) {
    OW_TRY(const bool row, statement.step());
    if (!row) return workflows;
    workflows.push_back(read_row(statement));
  }
}

Result<StoredWorkflow> SqliteWorkflowStore::get(const std::string& id) {
  const std::lock_guard lock(reader_mutex_);
  return read(reader_, id);
}

Status SqliteWorkflowStore::check_new(const std::string& id) {
  OW_TRY(Statement taken, connection_.prepare("SELECT 1 FROM workflows WHERE id = ?1"));
  OW_TRY(const bool exists, taken.bind(1, id).step());
  if (exists)
    return fail_at("id", ErrorCode::kAlreadyExists, "there is a workflow '{}' already: choose another id", id);
  OW_TRY(const std::int64_t count, connection_.integer("SELECT count(*) FROM workflows"));
  if (count < kWorkflowsMax) return {};
  return fail(ErrorCode::kResourceExhausted, "the store holds {} workflows, which is its limit: delete some first",
              count);
}

Status SqliteWorkflowStore::insert(const StoredWorkflow& workflow) {
  OW_TRY(Statement statement, connection_.prepare("INSERT INTO workflows (id, name, version, created_at, updated_at) "
                                                  "VALUES (?1, ?2, ?3, ?4, ?4)"));
  statement.bind(1, workflow.id).bind(2, workflow.name).bind(3, workflow.version).bind(4, workflow.created_at);
  return statement.run();
}

/// At the time of its last change.
Status SqliteWorkflowStore::add_version(const StoredWorkflow& workflow, const std::string& author) {
  OW_TRY(Statement statement,
         connection_.prepare("INSERT INTO workflow_versions (workflow_id, version, document, created_at, author) "
                             "VALUES (?1, ?2, ?3, ?4, ?5)"));
  statement.bind(1, workflow.id).bind(2, workflow.version).bind(3, workflow.document);
  OW_CHECK(statement.bind(4, workflow.updated_at).bind(5, author).run());
  OW_TRY(Statement prune,
         connection_.prepare("DELETE FROM workflow_versions WHERE workflow_id = ?1 AND version <= ?2"));
  return prune.bind(1, workflow.id).bind(2, workflow.version - kVersionsMax).run();
}

Result<StoredWorkflow> SqliteWorkflowStore::create(const std::string& id, const std::string& name,
                                                   const std::string& document, const std::string& author) {
  OW_CHECK(check_id(id));
  OW_CHECK(check_content(name, document));
  const std::lock_guard lock(mutex_);
  OW_TRY(Transaction transaction, Transaction::begin(connection_));
  OW_CHECK(check_new(id));
  const std::string now = now_rfc3339();
  StoredWorkflow workflow{.id = id, .name = name, .document = document, .created_at = now, .updated_at = now};
  OW_CHECK(insert(workflow));
  OW_CHECK(add_version(workflow, author));
  OW_CHECK(transaction.commit());
  return workflow;
}

Status SqliteWorkflowStore::write_update(StoredWorkflow& workflow, const std::string& name, const std::string& document,
                                         const std::string& author) {
  const bool new_version = workflow.document != document;
  workflow.name = name;
  workflow.document = document;
  workflow.updated_at = now_rfc3339();
  if (new_version) {
    ++workflow.version;
    OW_CHECK(add_version(workflow, author));
  }
  OW_TRY(Statement statement,
         connection_.prepare("UPDATE workflows SET name = ?2, version = ?3, updated_at = ?4 WHERE id = ?1"));
  statement.bind(1, workflow.id).bind(2, name).bind(3, workflow.version).bind(4, workflow.updated_at);
  return statement.run();
}

Result<StoredWorkflow> SqliteWorkflowStore::update(const std::string& id, const std::string& name,
                                                   const std::string& document,
                                                   std::optional<std::int64_t> expected_version,
                                                   const std::string& author) {
  OW_CHECK(check_content(name, document));
  const std::lock_guard lock(mutex_);
  OW_TRY(Transaction transaction, Transaction::begin(connection_));
  OW_TRY(StoredWorkflow workflow, read(connection_, id));
  if (expected_version && *expected_version != workflow.version) {
    return fail(
        ErrorCode::kFailedPrecondition,
        "workflow '{}' was changed in the meantime (version {}, expected {}): load it again and repeat the change", id,
        workflow.version, *expected_version);
  }
  if (workflow.name == name && workflow.document == document) return workflow;
  OW_CHECK(write_update(workflow, name, document, author));
  OW_CHECK(transaction.commit());
  return workflow;
}

Status SqliteWorkflowStore::change(Statement statement, const std::string& id) {
  OW_CHECK(statement.run());
  if (connection_.changed_rows() == 0) return no_workflow(id);
  return {};
}

Status SqliteWorkflowStore::set_wanted_running(const std::string& id, bool wanted, const std::string& start_options) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Statement statement,
         connection_.prepare("UPDATE workflows SET wanted_running = ?2, start_options = ?3 WHERE id = ?1"));
  statement.bind(1, id).bind(2, wanted ? 1 : 0).bind(3, start_options);
  return change(std::move(statement), id);
}

Result<std::vector<WorkflowVersion>> SqliteWorkflowStore::versions(const std::string& id) {
  const std::lock_guard lock(reader_mutex_);
  OW_TRY(Statement statement, reader_.prepare("SELECT version, document, created_at, author FROM workflow_versions "
                                              "WHERE workflow_id = ?1 ORDER BY version DESC"));
  statement.bind(1, id);
  std::vector<WorkflowVersion> versions;
  while (true) {
    OW_TRY(const bool row, statement.step());
    if (!row) break;
    versions.push_back(read_version(statement));
  }
  if (versions.empty()) return no_workflow(id);  // a workflow always has its current version
  return versions;
}

Result<WorkflowVersion> SqliteWorkflowStore::version(const std::string& id, std::int64_t number) {
  const std::lock_guard lock(reader_mutex_);
  OW_TRY(Statement statement, reader_.prepare("SELECT version, document, created_at, author FROM workflow_versions "
                                              "WHERE workflow_id = ?1 AND version = ?2"));
  OW_TRY(const bool found, statement.bind(1, id).bind(2, number).step());
  if (found) return read_version(statement);
  OW_TRY(const StoredWorkflow present, read(reader_, id));
  return fail(ErrorCode::kNotFound, "workflow '{}' has no version {}; the newest is {}, and the last {} are kept", id,
              number, present.version, kVersionsMax);
}

Result<std::unique_ptr<WorkflowStore>> WorkflowStore::open(const std::filesystem::path& file, std::uint64_t bytes_max) {
  OW_TRY(OpenedDatabase database, open_database(file, bytes_max));
  return std::make_unique<SqliteWorkflowStore>(file, std::move(database));
}

}  // namespace ow::store
