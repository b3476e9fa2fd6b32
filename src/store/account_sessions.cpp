#include "store/sqlite_account_store.h"

namespace ow::store {

Result<Session> SqliteAccountStore::session(const std::string& hash) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Statement row, connection_.prepare("SELECT s.hash, s.user_name, u.role, s.created_unix_s, s.used_unix_s "
                                            "FROM sessions s JOIN users u ON u.name = s.user_name WHERE s.hash = ?1"));
  OW_TRY(const bool found, row.bind(1, hash).step());
  if (!found) return fail(ErrorCode::kNotFound, "there is no such session");
  return Session{.hash = row.text(0),
                 .user = row.text(1),
                 .role = parse_role(row.text(2)).value_or(Role::kViewer),
                 .created_unix_s = row.integer(3),
                 .used_unix_s = row.integer(4)};
}

Status SqliteAccountStore::add_session(const Session& session) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Transaction transaction, Transaction::begin(connection_));
  OW_TRY(Statement statement, connection_.prepare("INSERT INTO sessions (hash, user_name, created_unix_s, used_unix_s) "
                                                  "VALUES (?1, ?2, ?3, ?4)"));
  statement.bind(1, session.hash).bind(2, session.user).bind(3, session.created_unix_s).bind(4, session.used_unix_s);
  OW_CHECK(statement.run());
  OW_CHECK(
      run("DELETE FROM sessions WHERE user_name = ?1 AND hash NOT IN (SELECT hash FROM sessions "
          "WHERE user_name = ?1 ORDER BY used_unix_s DESC, created_unix_s DESC LIMIT ?2)",
          session.user, kSessionsPerUserMax));
  return transaction.commit();
}

Status SqliteAccountStore::mark_session_used(const std::string& hash, std::int64_t unix_s) {
  const std::lock_guard lock(mutex_);
  return run("UPDATE sessions SET used_unix_s = ?2 WHERE hash = ?1", hash, unix_s);
}

Status SqliteAccountStore::remove_session(const std::string& hash) {
  const std::lock_guard lock(mutex_);
  return run("DELETE FROM sessions WHERE hash = ?1", hash);
}

Status SqliteAccountStore::remove_sessions_before(std::int64_t created_unix_s, std::int64_t used_unix_s) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Statement statement,
         connection_.prepare("DELETE FROM sessions WHERE created_unix_s < ?1 OR used_unix_s < ?2"));
  return statement.bind(1, created_unix_s).bind(2, used_unix_s).run();
}

}  // namespace ow::store
