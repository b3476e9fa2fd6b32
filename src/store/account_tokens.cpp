#include "store/sqlite_account_store.h"

namespace ow::store {
namespace {

constexpr std::size_t kLabelBytesMax = 100;
constexpr std::string_view kSelectToken =
    "SELECT id, label, role, hash, created_unix_s, expires_unix_s, used_unix_s FROM api_tokens ";

std::unexpected<Error> no_token(const std::string& id) {
  return fail(ErrorCode::kNotFound, "there is no API token '{}'", id);
}

/// The columns have 0 for "never".
std::optional<std::int64_t> instant(const Statement& row, int column) {
  const std::int64_t unix_s = row.integer(column);
  return unix_s == 0 ? std::nullopt : std::optional(unix_s);
}

ApiToken read_token(const Statement& row) {
  return {.id = row.text(0),
          .label = row.text(1),
          .role = parse_role(row.text(2)).value_or(Role::kViewer),
          .hash = row.text(3),
          .created_unix_s = row.integer(4),
          .expires_unix_s = instant(row, 5),
          .used_unix_s = instant(row, 6)};
}

}  // namespace

Result<bool> SqliteAccountStore::has_tokens() {
  const std::lock_guard lock(mutex_);
  OW_TRY(const std::int64_t found, connection_.integer("SELECT EXISTS (SELECT 1 FROM api_tokens)"));
  return found != 0;
}

Result<std::vector<ApiToken>> SqliteAccountStore::tokens() {
  const std::lock_guard lock(mutex_);
  OW_TRY(Statement statement, connection_.prepare(std::string(kSelectToken) + "ORDER BY created_unix_s, id"));
  std::vector<ApiToken> out;
  while (true) {
    OW_TRY(const bool row, statement.step());
    if (!row) return out;
    out.push_back(read_token(statement));
  }
}

Result<ApiToken> SqliteAccountStore::token(const std::string& id) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Statement statement, connection_.prepare(std::string(kSelectToken) + "WHERE id = ?1"));
  OW_TRY(const bool found, statement.bind(1, id).step());
  if (!found) return no_token(id);
  return read_token(statement);
}

Status SqliteAccountStore::add_token(const ApiToken& token) {
  if (token.label.empty() || token.label.size() > kLabelBytesMax) {
    return fail_at("label", ErrorCode::kInvalidArgument, "a token's label has 1 to {} bytes", kLabelBytesMax);
  }
  const std::lock_guard lock(mutex_);
  OW_TRY(Transaction transaction, Transaction::begin(connection_));
  OW_CHECK(check_room("SELECT count(*) FROM api_tokens", kTokensMax, "API tokens"));
  OW_TRY(Statement statement,
         connection_.prepare("INSERT INTO api_tokens (id, label, role, hash, created_unix_s, expires_unix_s) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  statement.bind(1, token.id).bind(2, token.label).bind(3, to_string(token.role)).bind(4, token.hash);
  statement.bind(5, token.created_unix_s).bind(6, token.expires_unix_s.value_or(0));
  OW_CHECK(statement.run());
  return settled(transaction.commit());
}

Status SqliteAccountStore::remove_token(const std::string& id) {
  const std::lock_guard lock(mutex_);
  OW_CHECK(run("DELETE FROM api_tokens WHERE id = ?1", id));
  if (connection_.changed_rows() == 0) return no_token(id);
  return settled({});
}

Status SqliteAccountStore::mark_token_used(const std::string& id, std::int64_t unix_s) {
  const std::lock_guard lock(mutex_);
  return run("UPDATE api_tokens SET used_unix_s = ?2 WHERE id = ?1", id, unix_s);
}

}  // namespace ow::store
