// What is being edited and not yet stored: a draft for each browser or program that keeps one.
#include <algorithm>

#include "store/sqlite_workflow_store.h"
#include "store/timestamp.h"

namespace ow::store {
namespace {

constexpr std::size_t kDraftBytesMax = 1U << 20;
constexpr std::size_t kKeeperBytesMax = 64;
constexpr std::int64_t kKeepersMax = 16;

std::unexpected<Error> no_draft(const std::string& id) {
  return fail(ErrorCode::kNotFound, "workflow '{}' has no draft", id);
}

bool is_keeper_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

Status check(const Draft& draft) {
  if (draft.keeper.size() > kKeeperBytesMax || !std::ranges::all_of(draft.keeper, is_keeper_character)) {
    return fail_at("keeper", ErrorCode::kInvalidArgument, "has {} characters of A-Z, a-z, 0-9, '-' and '_' at most",
                   kKeeperBytesMax);
  }
  if (draft.document.size() <= kDraftBytesMax) return {};
  return fail(ErrorCode::kInvalidArgument, "a draft has {} bytes at most, this one has {}", kDraftBytesMax,
              draft.document.size());
}

}  // namespace

Result<std::vector<Draft>> SqliteWorkflowStore::drafts(const std::string& id) {
  const std::lock_guard lock(reader_mutex_);
  OW_CHECK(read(reader_, id));
  OW_TRY(Statement row, reader_.prepare("SELECT keeper, author, base_version, updated_at FROM kept_drafts WHERE "
                                        "workflow_id = ?1 ORDER BY rowid DESC"));
  row.bind(1, id);
  std::vector<Draft> drafts;
  while (true) {
    OW_TRY(const bool found, row.step());
    if (!found) return drafts;
    drafts.push_back({.keeper = row.text(0),
                      .author = row.text(1),
                      .document = {},
                      .base_version = row.integer(2),
                      .updated_at = row.text(3)});
  }
}

Result<Draft> SqliteWorkflowStore::read_draft(Connection& connection, const std::string& id,
                                              const std::string& keeper) {
  OW_TRY(Statement row, connection.prepare("SELECT author, document, base_version, updated_at FROM kept_drafts WHERE "
                                           "workflow_id = ?1 AND keeper = ?2"));
  OW_TRY(const bool found, row.bind(1, id).bind(2, keeper).step());
  if (!found) return no_draft(id);
  return Draft{.keeper = keeper,
               .author = row.text(0),
               .document = row.text(1),
               .base_version = row.integer(2),
               .updated_at = row.text(3)};
}

Result<Draft> SqliteWorkflowStore::draft(const std::string& id, const std::string& keeper) {
  const std::lock_guard lock(reader_mutex_);
  OW_CHECK(read(reader_, id));
  return read_draft(reader_, id, keeper);
}

/// Anew, so that the rowid tells what was written last among equal times; what is too many goes.
Status SqliteWorkflowStore::keep_draft(const std::string& id, const Draft& draft) {
  OW_TRY(Statement keep,
         connection_.prepare("INSERT OR REPLACE INTO kept_drafts (workflow_id, keeper, author, document, "
                             "base_version, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  keep.bind(1, id).bind(2, draft.keeper).bind(3, draft.author).bind(4, draft.document);
  OW_CHECK(keep.bind(5, draft.base_version).bind(6, draft.updated_at).run());
  OW_TRY(Statement prune, connection_.prepare("DELETE FROM kept_drafts WHERE workflow_id = ?1 AND rowid NOT IN (SELECT "
                                              "rowid FROM kept_drafts WHERE workflow_id = ?1 ORDER BY rowid DESC LIMIT "
                                              "?2)"));
  return prune.bind(1, id).bind(2, kKeepersMax).run();
}

Result<Draft> SqliteWorkflowStore::set_draft(const std::string& id, Draft draft) {
  OW_CHECK(check(draft));
  const std::lock_guard lock(mutex_);
  OW_TRY(Transaction transaction, Transaction::begin(connection_));
  OW_CHECK(read(connection_, id));
  const auto before = read_draft(connection_, id, draft.keeper);
  const bool same = before && before->document == draft.document && before->author == draft.author &&
                    before->base_version == draft.base_version;
  if (same) return *before;  // nobody is told again what was told already
  draft.updated_at = now_rfc3339();
  OW_CHECK(keep_draft(id, draft));
  OW_CHECK(transaction.commit());
  return draft;
}

Status SqliteWorkflowStore::remove_draft(const std::string& id, const std::string& keeper) {
  const std::lock_guard lock(mutex_);
  OW_CHECK(read(connection_, id));
  OW_TRY(Statement statement, connection_.prepare("DELETE FROM kept_drafts WHERE workflow_id = ?1 AND keeper = ?2"));
  OW_CHECK(statement.bind(1, id).bind(2, keeper).run());
  return connection_.changed_rows() == 0 ? Status(no_draft(id)) : Status();
}

}  // namespace ow::store
