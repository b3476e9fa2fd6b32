// AccountStore over SQLite; account_store.cpp has the users, account_tokens.cpp and account_sessions.cpp the rest.
#pragma once

#include <mutex>
#include <string_view>
#include <utility>

#include "store/account_store.h"
#include "store/sqlite_handle.h"

namespace ow::store {

class SqliteAccountStore final : public AccountStore {
 public:
  explicit SqliteAccountStore(Connection connection) : connection_(std::move(connection)) {}

  Result<bool> has_users() override;
  Result<bool> has_tokens() override;
  Result<std::vector<User>> users() override;
  Result<User> user(const std::string& name) override;
  Status add_user(const User& user) override;
  Status remove_user(const std::string& name) override;
  Status set_password(const std::string& name, const std::string& password_hash) override;
  Result<std::vector<ApiToken>> tokens() override;
  Result<ApiToken> token(const std::string& id) override;
  Status add_token(const ApiToken& token) override;
  Status remove_token(const std::string& id) override;
  Status mark_token_used(const std::string& id, std::int64_t unix_s) override;
  Result<Session> session(const std::string& hash) override;
  Status add_session(const Session& session) override;
  Status mark_session_used(const std::string& hash, std::int64_t unix_s) override;
  Status remove_session(const std::string& hash) override;
  Status remove_sessions_before(std::int64_t created_unix_s, std::int64_t used_unix_s) override;

 private:
  // With the mutex held.
  /// Who may come in is not left to the journal alone.
  Status settled(Status status);
  Status run(std::string_view sql, std::string_view text);
  Status run(std::string_view sql, std::string_view text, std::int64_t number);
  Status check_room(const char* count_sql, std::int64_t limit, std::string_view what);
  Status check_new_user(const std::string& name);

  std::mutex mutex_;
  Connection connection_;
};

}  // namespace ow::store
