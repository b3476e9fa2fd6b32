#include "store/sqlite_handle.h"

#include <sys/stat.h>

#include <optional>

namespace ow::store {
namespace {

ErrorCode code_of(int sqlite_code) {
  if (sqlite_code == SQLITE_IOERR_WRITE || sqlite_code == SQLITE_IOERR_SHMSIZE) return ErrorCode::kResourceExhausted;
  switch (sqlite_code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_NOMEM: return ErrorCode::kResourceExhausted;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::kDataLoss;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY: return ErrorCode::kPermissionDenied;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR: return ErrorCode::kUnavailable;
    default: return ErrorCode::kInternal;
  }
}

std::string_view advice(ErrorCode code) {
  switch (code) {
    case ErrorCode::kResourceExhausted:
      return "; nothing was stored: free some space on its disk, then try again. Where there is room, the store has "
             "reached its own limit: empty the trash";
    case ErrorCode::kPermissionDenied: return "; check the rights of the file and its folder";
    case ErrorCode::kUnavailable: return "; nothing was stored: try again";
    default: return "";
  }
}

/// Is the open file no longer the one under its name?
bool has_moved(sqlite3* connection) {
  int moved = 0;
  return sqlite3_file_control(connection, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

std::unexpected<Error> moved_away(sqlite3* connection) {
  return fail(ErrorCode::kUnavailable,
              "the file {} of the workflow store, or its journal (-wal), was moved, replaced or deleted while it is in "
              "use; no change is stored: put it back, or restart the server to go on with what is there then",
              sqlite3_db_filename(connection, "main"));
}

}  // namespace

/// Where the file and its journal are. SQLite itself knows when the file was moved, but not the journal.
struct Connection::Place {
  sqlite3* handle = nullptr;
  std::optional<ino_t> journal;  ///< seen so far: it stays the same while anybody has the file open

  bool journal_lost() {
    struct stat status {};
    const bool there = ::stat(sqlite3_filename_wal(sqlite3_db_filename(handle, "main")), &status) == 0;
    if (journal) return !there || status.st_ino != *journal;
    if (there) journal = status.st_ino;
    return false;
  }
  /// Turns a commit into a file that nobody would find again into a rollback.
  static int refuse_when_lost(void* place) {
    auto& self = *static_cast<Place*>(place);
    return has_moved(self.handle) || self.journal_lost() ? 1 : 0;
  }
};

void Connection::Forget::operator()(Place* place) const { delete place; }

std::unexpected<Error> sqlite_failure(sqlite3* connection, int code, std::string_view doing) {
  const int extended = connection != nullptr ? sqlite3_extended_errcode(connection) : code;
  if (extended == SQLITE_CONSTRAINT_COMMITHOOK) return moved_away(connection);
  const ErrorCode kind = code_of(extended);
  if ((extended & 0xff) == SQLITE_BUSY || (extended & 0xff) == SQLITE_LOCKED) {
    return fail(kind,
                "the workflow store is locked by another program (SQLite {}); nothing was stored: end that program, or "
                "try again",
                extended);
  }
  if (extended == SQLITE_IOERR_SHMMAP) {
    return fail(ErrorCode::kResourceExhausted,
                "the workflow store cannot {}: there is not enough memory to map its index, or its file system cannot "
                "map files (SQLite {})",
                doing, extended);
  }
  const char* reason = connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
  const bool of_the_file = kind == ErrorCode::kResourceExhausted || kind == ErrorCode::kDataLoss;
  std::string place = of_the_file ? "store" : "";
  return fail_at(std::move(place), kind, "the workflow store cannot {}: {} (SQLite {}){}", doing, reason, extended,
                 advice(kind));
}

Statement& Statement::bind(int index, std::string_view text) {
  const int code =
      sqlite3_bind_text64(statement_.get(), index, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (bind_code_ == SQLITE_OK) bind_code_ = code;
  return *this;
}

Statement& Statement::bind(int index, std::int64_t number) {
  const int code = sqlite3_bind_int64(statement_.get(), index, number);
  if (bind_code_ == SQLITE_OK) bind_code_ = code;
  return *this;
}

Result<bool> Statement::step() {
  const int code = bind_code_ == SQLITE_OK ? sqlite3_step(statement_.get()) : bind_code_;
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return sqlite_failure(sqlite3_db_handle(statement_.get()), code, "read or write");
}

Status Statement::run() {
  while (true) {
    OW_TRY(const bool row, step());
    if (!row) return {};
  }
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

Result<Connection> Connection::open(const std::filesystem::path& file) {
  constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, kFlags, nullptr);
  Connection connection;
  connection.handle_.reset(handle);
  if (code != SQLITE_OK) return sqlite_failure(handle, code, fmt::format("open {}", file.string()));
  sqlite3_extended_result_codes(handle, 1);
  connection.place_.reset(new Place{handle, {}});
  sqlite3_commit_hook(handle, Place::refuse_when_lost, connection.place_.get());
  return connection;
}

/// Where another file has taken the name meanwhile (a backup that was put back), the journal beside it belongs to the old one, and
/// must not be replayed into the new one at the next start.
void Connection::Close::operator()(sqlite3* handle) const {
  const char* name = sqlite3_db_filename(handle, "main");
  const std::filesystem::path file = name != nullptr ? name : "";
  std::error_code ignored;
  const bool replaced = has_moved(handle) && std::filesystem::exists(file, ignored);
  sqlite3_close_v2(handle);
  if (!replaced) return;
  std::string aside = file.string() + ".replaced-wal";
  for (int again = 2; std::filesystem::exists(aside, ignored); ++again)
    aside = fmt::format("{}.replaced-{}-wal", file.string(), again);
  std::filesystem::rename(file.string() + "-wal", aside, ignored);
  std::filesystem::remove(file.string() + "-shm", ignored);
}

Status Connection::check_in_place() {
  if (has_moved(handle_.get())) return moved_away(handle_.get());
  if (!place_->journal_lost()) return {};
  sqlite3_wal_checkpoint_v2(handle_.get(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  return moved_away(handle_.get());
}

Result<Statement> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()), &prepared, nullptr);
  if (code != SQLITE_OK) return sqlite_failure(handle_.get(), code, "read or write");
  Statement statement;
  statement.statement_.reset(prepared);
  return statement;
}

Status Connection::execute(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return sqlite_failure(handle_.get(), code, "read or write");
  return {};
}

Result<std::int64_t> Connection::integer(std::string_view sql) {
  OW_TRY(Statement statement, prepare(sql));
  OW_TRY(const bool row, statement.step());
  return row ? statement.integer(0) : 0;
}

Result<Transaction> Transaction::begin(Connection& connection) {
  OW_CHECK(connection.execute("BEGIN IMMEDIATE"));
  return Transaction(connection);
}

Transaction::~Transaction() {
  // SQLite has rolled back by itself after some errors (a full disk): then there is nothing left to do.
  if (connection_ != nullptr && sqlite3_get_autocommit(connection_->get()) == 0) (void)connection_->execute("ROLLBACK");
}

Status Transaction::commit() {
  OW_CHECK(connection_->execute("COMMIT"));
  connection_ = nullptr;
  return {};
}

}  // namespace ow::store
