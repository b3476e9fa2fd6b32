#include "store/migrations.h"

#include <array>
#include <string>

#include "store/schema_check.h"

namespace ow::store {
namespace {

constexpr std::int64_t kApplicationId = 0x4F574442;  // "OWDB", so that another program's database is never touched

/// Step n leads from user_version n to n + 1. Steps that were released are never changed.
constexpr std::array<const char*, 6> kSteps = {
    R"sql(
CREATE TABLE workflows (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  wanted_running INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE workflow_versions (
  workflow_id TEXT NOT NULL REFERENCES workflows(id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  document TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (workflow_id, version)
);
)sql", "ALTER TABLE workflows ADD COLUMN start_options TEXT NOT NULL DEFAULT ''",
    R"sql(
CREATE TABLE users (
  name TEXT NOT NULL PRIMARY KEY,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE TABLE sessions (
  hash TEXT NOT NULL PRIMARY KEY,
  user_name TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
  created_unix_s INTEGER NOT NULL,
  used_unix_s INTEGER NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_name, used_unix_s);
CREATE TABLE api_tokens (
  id TEXT NOT NULL PRIMARY KEY,
  label TEXT NOT NULL,
  role TEXT NOT NULL,
  hash TEXT NOT NULL,
  created_unix_s INTEGER NOT NULL,
  expires_unix_s INTEGER NOT NULL DEFAULT 0,
  used_unix_s INTEGER NOT NULL DEFAULT 0
);
)sql",
    R"sql(
CREATE TABLE drafts (
  workflow_id TEXT NOT NULL PRIMARY KEY REFERENCES workflows(id) ON DELETE CASCADE,
  document TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE TABLE removed_workflows (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  removed_at TEXT NOT NULL
);
CREATE TABLE removed_versions (
  number INTEGER NOT NULL REFERENCES removed_workflows(number) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  document TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (number, version)
);
)sql",
    R"sql(
CREATE TABLE kept_drafts (
  workflow_id TEXT NOT NULL REFERENCES workflows(id) ON DELETE CASCADE,
  keeper TEXT NOT NULL,
  author TEXT NOT NULL,
  document TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (workflow_id, keeper)
);
INSERT INTO kept_drafts SELECT workflow_id, '', '', document, base_version, updated_at FROM drafts
  WHERE workflow_id IN (SELECT id FROM workflows);
DROP TABLE drafts;
ALTER TABLE workflow_versions ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE removed_versions ADD COLUMN author TEXT NOT NULL DEFAULT '';
)sql",
    R"sql(
CREATE TABLE removed_drafts (
  number INTEGER NOT NULL REFERENCES removed_workflows(number) ON DELETE CASCADE,
  keeper TEXT NOT NULL,
  author TEXT NOT NULL,
  document TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (number, keeper)
);
)sql",
};

Status check_owner(Connection& connection, std::int64_t version) {
  OW_TRY(const std::int64_t application, connection.integer("PRAGMA application_id"));
  OW_TRY(const std::int64_t tables, connection.integer("SELECT count(*) FROM sqlite_schema"));
  const bool is_new = version == 0 && application == 0 && tables == 0;
  if (is_new || application == kApplicationId) return {};
  return fail(ErrorCode::kFailedPrecondition,
              "this is a database of another program: give Overwatch a file of its own");
}

/// One step at most, from tables that were looked at, under the write lock: another process may have been faster. True: there
/// may be more to do.
Result<bool> migrate_one(Connection& connection) {
  OW_TRY(Transaction transaction, Transaction::begin(connection));
  OW_TRY(const std::int64_t version, connection.integer("PRAGMA user_version"));
  OW_CHECK(check_owner(connection, version));
  if (version < 0) return fail(ErrorCode::kDataLoss, "the workflow store is damaged: it has the schema {}", version);
  if (version > schema_version()) {
    return fail(ErrorCode::kFailedPrecondition,
                "the workflow store was written by a newer Overwatch (schema {}, this program knows up to {}): "
                "install that version, or give another store file",
                version, schema_version());
  }
  OW_CHECK(check_schema(connection, version));
  if (version == schema_version()) return false;
  OW_CHECK(connection.execute(kSteps[static_cast<std::size_t>(version)]));
  const std::string mark =
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, version + 1);
  OW_CHECK(connection.execute(mark.c_str()));
  OW_CHECK(transaction.commit());
  return true;
}

}  // namespace

std::int64_t schema_version() { return static_cast<std::int64_t>(kSteps.size()); }

Status make_schema(Connection& connection, std::int64_t version) {
  for (std::int64_t step = 0; step < version; ++step)
    OW_CHECK(connection.execute(kSteps[static_cast<std::size_t>(step)]));
  return {};
}

Status migrate(Connection& connection) {
  while (true) {
    OW_TRY(const bool more, migrate_one(connection));
    if (!more) return {};
  }
}

}  // namespace ow::store
