// Users, API tokens and sessions on disk, in the file of the workflows.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/account.h"

namespace ow::store {

/// Thread-safe (one connection under a mutex); several processes may use one file, so that the command line changes the
/// accounts of a running server. Every call waits for the disk: never on an I/O thread. Bounds: 1,000 users, 1,000 tokens,
/// 50 sessions a user (the one unused for longest makes room).
class AccountStore {
 public:
  static constexpr std::int64_t kUsersMax = 1'000;
  static constexpr std::int64_t kTokensMax = 1'000;
  static constexpr std::int64_t kSessionsPerUserMax = 50;

  static Result<std::unique_ptr<AccountStore>> open(const std::filesystem::path& file);
  virtual ~AccountStore() = default;

  virtual Result<bool> has_users() = 0;
  virtual Result<bool> has_tokens() = 0;
  /// By name.
  virtual Result<std::vector<User>> users() = 0;
  virtual Result<User> user(const std::string& name) = 0;
  /// kInvalidArgument for a name that is none, kAlreadyExists for one that is taken.
  virtual Status add_user(const User& user) = 0;
  /// Ends the user's sessions, too.
  virtual Status remove_user(const std::string& name) = 0;
  /// Ends the user's sessions, too.
  virtual Status set_password(const std::string& name, const std::string& password_hash) = 0;

  /// Oldest first.
  virtual Result<std::vector<ApiToken>> tokens() = 0;
  virtual Result<ApiToken> token(const std::string& id) = 0;
  virtual Status add_token(const ApiToken& token) = 0;
  virtual Status remove_token(const std::string& id) = 0;
  virtual Status mark_token_used(const std::string& id, std::int64_t unix_s) = 0;

  virtual Result<Session> session(const std::string& hash) = 0;
  virtual Status add_session(const Session& session) = 0;
  virtual Status mark_session_used(const std::string& hash, std::int64_t unix_s) = 0;
  /// Removing what is not there is no failure.
  virtual Status remove_session(const std::string& hash) = 0;
  /// Sessions made, or last used, before these instants are removed.
  virtual Status remove_sessions_before(std::int64_t created_unix_s, std::int64_t used_unix_s) = 0;
};

/// 1 to 64 characters of a-z, 0-9, '.', '_', '@' and '-'; else kInvalidArgument.
Status check_user_name(const std::string& name);

/// A store was found damaged here and replaced by an empty one (see database_file.h): whoever had an account has none
/// now, and "no users" must not be read as "nobody wants a log-in".
std::optional<std::filesystem::path> damaged_predecessor(const std::filesystem::path& file);

}  // namespace ow::store
