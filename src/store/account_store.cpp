#include "store/account_store.h"

#include <algorithm>
#include <system_error>

#include "store/database_file.h"
#include "store/sqlite_account_store.h"
#include "store/timestamp.h"

namespace ow::store {
namespace {

constexpr std::uint64_t kFileBytesMax = 2ULL << 30;
constexpr std::size_t kUserNameBytesMax = 64;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || std::string_view("._@-").find(c) != std::string_view::npos;
}

std::unexpected<Error> no_user(const std::string& name) {
  return fail(ErrorCode::kNotFound, "there is no user '{}'", name);
}

/// A role that this program does not know gives the least rights.
User read_user(const Statement& row) {
  return {.name = row.text(0),
          .role = parse_role(row.text(1)).value_or(Role::kViewer),
          .password_hash = row.text(2),
          .created_at = row.text(3)};
}

constexpr std::string_view kSelectUser = "SELECT name, role, password_hash, created_at FROM users ";

}  // namespace

Status check_user_name(const std::string& name) {
  if (!name.empty() && name.size() <= kUserNameBytesMax && std::ranges::all_of(name, is_name_character)) return {};
  return fail_at("user", ErrorCode::kInvalidArgument,
                 "a user's name has 1 to {} characters of a-z, 0-9, '.', '_', '@' and '-'; '{}' does not",
                 kUserNameBytesMax, name.substr(0, kUserNameBytesMax));
}

Status SqliteAccountStore::run(std::string_view sql, std::string_view text) {
  OW_TRY(Statement statement, connection_.prepare(sql));
  return statement.bind(1, text).run();
}

Status SqliteAccountStore::run(std::string_view sql, std::string_view text, std::int64_t number) {
  OW_TRY(Statement statement, connection_.prepare(sql));
  return statement.bind(1, text).bind(2, number).run();
}

Status SqliteAccountStore::settled(Status status) {
  if (status) connection_.settle();
  return status;
}

Status SqliteAccountStore::check_room(const char* count_sql, std::int64_t limit, std::string_view what) {
  OW_TRY(const std::int64_t count, connection_.integer(count_sql));
  if (count < limit) return {};
  return fail(ErrorCode::kResourceExhausted, "there are {} {}, which is the limit: remove some first", count, what);
}

Result<bool> SqliteAccountStore::has_users() {
  const std::lock_guard lock(mutex_);
  OW_TRY(const std::int64_t found, connection_.integer("SELECT EXISTS (SELECT 1 FROM users)"));
  return found != 0;
}

Result<std::vector<User>> SqliteAccountStore::users() {
  const std::lock_guard lock(mutex_);
  OW_TRY(Statement statement, connection_.prepare(std::string(kSelectUser) + "ORDER BY name"));
  std::vector<User> out;
  while (true) {
    OW_TRY(const bool row, statement.step());
    if (!row) return out;
    out.push_back(read_user(statement));
  }
}

Result<User> SqliteAccountStore::user(const std::string& name) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Statement statement, connection_.prepare(std::string(kSelectUser) + "WHERE name = ?1"));
  OW_TRY(const bool found, statement.bind(1, name).step());
  if (!found) return no_user(name);
  return read_user(statement);
}

Status SqliteAccountStore::check_new_user(const std::string& name) {
  OW_TRY(Statement taken, connection_.prepare("SELECT 1 FROM users WHERE name = ?1"));
  OW_TRY(const bool exists, taken.bind(1, name).step());
  if (exists) return fail_at("user", ErrorCode::kAlreadyExists, "there is a user '{}' already", name);
  return check_room("SELECT count(*) FROM users", kUsersMax, "users");
}

Status SqliteAccountStore::add_user(const User& user) {
  OW_CHECK(check_user_name(user.name));
  const std::lock_guard lock(mutex_);
  OW_TRY(Transaction transaction, Transaction::begin(connection_));
  OW_CHECK(check_new_user(user.name));
  OW_TRY(Statement statement, connection_.prepare("INSERT INTO users (name, role, password_hash, created_at) "
                                                  "VALUES (?1, ?2, ?3, ?4)"));
  statement.bind(1, user.name).bind(2, to_string(user.role)).bind(3, user.password_hash).bind(4, now_rfc3339());
  OW_CHECK(statement.run());
  return settled(transaction.commit());
}

Status SqliteAccountStore::remove_user(const std::string& name) {
  const std::lock_guard lock(mutex_);
  OW_CHECK(run("DELETE FROM users WHERE name = ?1", name));
  if (connection_.changed_rows() == 0) return no_user(name);
  return settled({});
}

Status SqliteAccountStore::set_password(const std::string& name, const std::string& password_hash) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Transaction transaction, Transaction::begin(connection_));
  OW_TRY(Statement statement, connection_.prepare("UPDATE users SET password_hash = ?2 WHERE name = ?1"));
  OW_CHECK(statement.bind(1, name).bind(2, password_hash).run());
  if (connection_.changed_rows() == 0) return no_user(name);
  OW_CHECK(run("DELETE FROM sessions WHERE user_name = ?1", name));
  return settled(transaction.commit());
}

Result<std::unique_ptr<AccountStore>> AccountStore::open(const std::filesystem::path& file) {
  OW_TRY(OpenedDatabase database, open_database(file, kFileBytesMax));
  return std::make_unique<SqliteAccountStore>(std::move(database.writer));
}

std::optional<std::filesystem::path> damaged_predecessor(const std::filesystem::path& file) {
  const std::string prefix = file.filename().string() + ".damaged-";
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(file.parent_path(), error)) {
    if (entry.path().filename().string().starts_with(prefix)) return entry.path();
  }
  return std::nullopt;
}

}  // namespace ow::store
