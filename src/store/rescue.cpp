#include "store/rescue.h"

#include <array>
#include <functional>
#include <string>
#include <system_error>
#include <vector>

#include "base/text.h"

namespace ow::store {
namespace {

namespace fs = std::filesystem;

/// Unreadable rows in all before a table is given up: bounds the time that a broken tree can take.
constexpr int kUnreadableMax = 20'000;

/// A copy of the database and its journal that goes away by itself.
class Copy {
 public:
  explicit Copy(const fs::path& original) : file_(original.string() + ".copy") {
    fs::copy_file(original, file_, fs::copy_options::overwrite_existing, error_);
    const fs::path journal = original.string() + "-wal";
    std::error_code ignored;
    if (!error_ && fs::exists(journal, ignored)) {
      fs::copy_file(journal, file_.string() + "-wal", fs::copy_options::overwrite_existing, error_);
    }
  }
  ~Copy() {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(file_.string() + suffix, ignored);
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  [[nodiscard]] const std::error_code& error() const { return error_; }
  [[nodiscard]] const fs::path& file() const { return file_; }

 private:
  fs::path file_;
  std::error_code error_;
};

/// Calls `use` for each readable row (column 0 is the rowid). A row that cannot be read is stepped over by its rowid: the
/// rows of other pages of the tree come again after it.
Status for_each_row(Connection& from, const std::string& table, const std::string& columns,
                    const std::function<Status(const Statement&)>& use) {
  std::int64_t last = 0;
  for (int unreadable = 0; unreadable < kUnreadableMax;) {
    OW_TRY(Statement rows,
           from.prepare("SELECT rowid, " + columns + " FROM " + table + " WHERE rowid > ?1 ORDER BY 1"));
    rows.bind(1, last);
    while (true) {
      const auto row = rows.step();
      if (row && !*row) return {};
      if (!row) break;
      last = rows.integer(0);
      OW_CHECK(use(rows));
    }
    ++unreadable;
    ++last;
  }
  return {};
}

/// One that somebody has dropped has nothing to carry over; the others have.
Result<bool> has_table(Connection& from, std::string_view table) {
  OW_TRY(Statement found, from.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1"));
  return found.bind(1, table).step();
}

/// A column to read; empty text where the table is of a schema that did not have it. Of others nothing is made up.
Result<std::string> readable(Connection& from, std::string_view table, const std::string& column) {
  if (column != "author" && column != "keeper") return column;
  OW_TRY(Statement found, from.prepare("SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2"));
  OW_TRY(const bool there, found.bind(1, table).bind(2, column).step());
  return there ? column : "''";
}

Status copy_workflow(const Statement& row, Connection& fresh) {
  OW_TRY(Statement insert,
         fresh.prepare("INSERT OR IGNORE INTO workflows (id, name, version, created_at, updated_at, wanted_running, "
                       "start_options) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
  insert.bind(1, row.text(1)).bind(2, row.text(2)).bind(3, row.integer(3)).bind(4, row.text(4));
  return insert.bind(5, row.text(5)).bind(6, row.integer(6) != 0 ? 1 : 0).bind(7, row.text(7)).run();
}

Status copy_version(const Statement& row, Connection& fresh) {
  OW_TRY(Statement valid, fresh.prepare("SELECT json_valid(?1)"));
  OW_TRY(const bool answered, valid.bind(1, row.text(3)).step());
  if (!answered || valid.integer(0) == 0 || row.text(1).empty() || row.integer(2) < 1) return {};
  OW_TRY(Statement workflow,
         fresh.prepare("INSERT OR IGNORE INTO workflows (id, name, version, created_at, updated_at) "
                       "VALUES (?1, ?1, ?2, ?3, ?3)"));
  OW_CHECK(workflow.bind(1, row.text(1)).bind(2, row.integer(2)).bind(3, row.text(4)).run());
  OW_TRY(Statement version,
         fresh.prepare("INSERT OR IGNORE INTO workflow_versions (workflow_id, version, document, created_at, "
                       "author) VALUES (?1, ?2, ?3, ?4, ?5)"));
  version.bind(1, row.text(1)).bind(2, row.integer(2)).bind(3, row.text(3));
  return version.bind(4, row.text(4)).bind(5, row.text(5)).run();
}

/// The columns of a table whose rows are carried over as they are.
struct Whole {
  const char* table;
  std::vector<std::string> texts, numbers;
};

/// Accounts (not sessions: people log in again), drafts, and what was removed and can be brought back. A row whose workflow is
/// lost goes with it.
const std::array<Whole, 6>& whole_tables() {
  static const std::array<Whole, 6> kTables = {{
      {"users", {"name", "role", "password_hash", "created_at"}, {}},
      {"api_tokens", {"id", "label", "role", "hash"}, {"created_unix_s", "expires_unix_s", "used_unix_s"}},
      {"kept_drafts", {"workflow_id", "keeper", "author", "document", "updated_at"}, {"base_version"}},
      {"removed_workflows", {"id", "name", "created_at", "updated_at", "removed_at"}, {"number", "version"}},
      {"removed_versions", {"document", "created_at", "author"}, {"number", "version"}},
      {"removed_drafts", {"keeper", "author", "document", "updated_at"}, {"number", "base_version"}},
  }};
  return kTables;
}

Status copy_row(const Whole& whole, const std::string& columns, const Statement& row, Connection& fresh) {
  const auto count = static_cast<int>(whole.texts.size() + whole.numbers.size());
  std::string places = "?1";
  for (int i = 2; i <= count; ++i) places += fmt::format(", ?{}", i);
  OW_TRY(Statement insert,
         fresh.prepare(fmt::format("INSERT OR IGNORE INTO {} ({}) VALUES ({})", whole.table, columns, places)));
  for (int i = 1; i <= count; ++i) {
    const bool is_text = i <= static_cast<int>(whole.texts.size());
    is_text ? insert.bind(i, row.text(i)) : insert.bind(i, row.integer(i));
  }
  (void)insert.run();  // refused where what it belongs to is lost
  return {};
}

/// `table` is read as rows of whole.table. One that an older schema lacks has nothing to carry over.
Status rescue_table(Connection& from, const std::string& table, const Whole& whole, Connection& fresh) {
  std::vector<std::string> names = whole.texts;
  names.insert(names.end(), whole.numbers.begin(), whole.numbers.end());
  std::vector<std::string> read;
  for (const std::string& name : names) {
    OW_TRY(std::string column, readable(from, table, name));
    read.push_back(std::move(column));
  }
  return for_each_row(from, table, join(read),
                      [&](const Statement& row) { return copy_row(whole, join(names), row, fresh); });
}

void rescue_whole(Connection& from, Connection& fresh) {
  for (const Whole& whole : whole_tables()) {
    (void)rescue_table(from, whole.table, whole, fresh);
    // Schema 4 kept one draft a workflow.
    if (std::string_view(whole.table) == "kept_drafts") (void)rescue_table(from, "drafts", whole, fresh);
  }
}

/// Every workflow points at a version that is there.
constexpr const char* kTidyUp = R"sql(
UPDATE workflows SET version = coalesce((SELECT max(v.version) FROM workflow_versions v WHERE v.workflow_id = id), 0);
DELETE FROM workflows WHERE version = 0;
)sql";

/// The same of what was removed.
constexpr const char* kTidyTrash = R"sql(
UPDATE removed_workflows SET version =
  coalesce((SELECT max(v.version) FROM removed_versions v WHERE v.number = removed_workflows.number), 0);
DELETE FROM removed_workflows WHERE version = 0;
)sql";

}  // namespace

Result<std::int64_t> rescue(const std::filesystem::path& damaged, Connection& fresh) {
  const Copy copy(damaged);
  if (copy.error()) {
    return fail(ErrorCode::kResourceExhausted, "cannot copy {}: {}", damaged.string(), copy.error().message());
  }
  OW_TRY(Connection from, Connection::open(copy.file()));
  OW_CHECK(from.execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON"));
  OW_TRY(Transaction transaction, Transaction::begin(fresh));
  // An older schema lacks a column of the first table; then its rows are made from the second one.
  (void)for_each_row(from, "workflows", "id, name, version, created_at, updated_at, wanted_running, start_options",
                     [&](const Statement& row) { return copy_workflow(row, fresh); });
  OW_TRY(const bool versions, has_table(from, "workflow_versions"));
  if (versions) {
    OW_TRY(const std::string author, readable(from, "workflow_versions", "author"));
    OW_CHECK(for_each_row(from, "workflow_versions", "workflow_id, version, document, created_at, " + author,
                          [&](const Statement& row) { return copy_version(row, fresh); }));
  }
  OW_CHECK(fresh.execute(kTidyUp));
  rescue_whole(from, fresh);
  OW_CHECK(fresh.execute(kTidyTrash));
  OW_TRY(const std::int64_t count, fresh.integer("SELECT count(*) FROM workflows"));
  OW_CHECK(transaction.commit());
  return count;
}

}  // namespace ow::store
