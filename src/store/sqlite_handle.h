// RAII for SQLite: a connection and a prepared statement. The only header that includes sqlite3.h.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace ow::store {

/// SQLite's result code with what was being done, as an error a person can act on. Full disk and size limit are
/// kResourceExhausted, damage kDataLoss, rights kPermissionDenied, a lock held too long kUnavailable.
[[nodiscard]] std::unexpected<Error> sqlite_failure(sqlite3* connection, int code, std::string_view doing);

/// A prepared statement, stepped by its owner. Must not outlive its connection.
class Statement {
 public:
  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, std::int64_t number);
  /// True: a row is there. False: done.
  Result<bool> step();
  /// Steps to the end, rows ignored.
  Status run();
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;

 private:
  friend class Connection;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bind_code_ = SQLITE_OK;
};

/// One connection; used by one thread at a time. Every commit fails with kUnavailable and changes nothing while the file
/// or its journal is no longer under its name: what is written to a deleted file is gone with the process.
class Connection {
 public:
  /// Opens or creates `file`, never through a symbolic link.
  static Result<Connection> open(const std::filesystem::path& file);
  Result<Statement> prepare(std::string_view sql);
  /// One or several statements without parameters.
  Status execute(const char* sql);
  Result<std::int64_t> integer(std::string_view sql);
  /// kUnavailable when the file or its journal was moved, replaced or deleted since it was opened. What only a lost journal
  /// holds is brought into the file first.
  Status check_in_place();
  /// Brings what the journal holds into the file, as far as nobody else is at it: a copy of the file alone has it then, and
  /// the loss of the journal loses less.
  void settle() { (void)execute("PRAGMA wal_checkpoint(PASSIVE)"); }
  [[nodiscard]] std::int64_t changed_rows() const { return sqlite3_changes64(handle_.get()); }
  [[nodiscard]] sqlite3* get() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  struct Place;
  struct Forget {
    void operator()(Place* place) const;
  };
  std::unique_ptr<Place, Forget> place_;  ///< outlives the handle, whose commit hook asks it
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A write transaction; rolled back unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

}  // namespace ow::store
