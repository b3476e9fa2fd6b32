#include "store/database_file.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>
#include <vector>

#include "base/disk_full.h"
#include "base/log.h"
#include "base/wait.h"
#include "store/data_folder.h"
#include "store/migrations.h"
#include "store/rescue.h"

namespace ow::store {
namespace {

/// FULL rather than NORMAL: in WAL mode both survive a killed process, but only FULL has a commit on the disk before it
/// returns, so that a power cut loses no acknowledged workflow either. It costs one fsync a change, and a change is a
/// person's click.
constexpr const char* kSettings = R"sql(
PRAGMA busy_timeout = 5000;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA journal_size_limit = 16777216;
)sql";

/// An administrator's command makes the file in a service's folder: it is for the service, which could not open it else. SQLite
/// does the same with its journal.
void give_to_owner_of(const std::filesystem::path& folder, int descriptor) {
  struct stat status {};
  if (::geteuid() != 0 || ::stat(folder.c_str(), &status) != 0 || status.st_uid == 0) return;
  if (::fchown(descriptor, status.st_uid, status.st_gid) != 0)
    log::warn("the new store cannot be given to the owner of its folder {}", folder.string());
}

/// The file holds camera passwords: only its owner may read it. SQLite gives its journal the same mode. A file that
/// exists is never opened here: closing it would release the locks that SQLite holds on it elsewhere in this process
/// (fcntl(2)). True when it was made here.
Result<bool> make_private(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    give_to_owner_of(file.parent_path(), descriptor);
    ::close(descriptor);
    return true;
  }
  if (errno != EEXIST) {
    const ErrorCode code = is_disk_full(errno) ? ErrorCode::kResourceExhausted : ErrorCode::kPermissionDenied;
    return fail(code, "cannot make the workflow store {}: {}", file.string(), std::strerror(errno));
  }
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return fail(ErrorCode::kFailedPrecondition, "the workflow store {} is not a plain file (links are not followed)",
                file.string());
  }
  if (status.st_uid == ::geteuid() && (status.st_mode & 0077) != 0) ::chmod(file.c_str(), 0600);
  return false;
}

/// SQLite takes an empty file for a new store: one that was cut to nothing would open the server to everybody. The program
/// itself leaves none behind, but may just be making one in another process.
Status check_not_emptied(const std::filesystem::path& file) {
  constexpr int kLooks = 20;
  constexpr std::chrono::milliseconds kPause{100};
  for (int look = 0; look < kLooks; ++look) {
    std::error_code gone;
    if (std::filesystem::file_size(file, gone) > 0 || gone) return {};
    wait_until({}, std::chrono::steady_clock::now() + kPause);
  }
  return fail(ErrorCode::kDataLoss, "the workflow store is damaged: {} is empty", file.string());
}

Status check_intact(Connection& connection) {
  OW_TRY(Statement statement, connection.prepare("PRAGMA quick_check(1)"));
  OW_TRY(const bool row, statement.step());
  if (row && statement.text(0) == "ok") return {};
  return fail(ErrorCode::kDataLoss, "the workflow store is damaged: {}",
              row ? statement.text(0) : "no answer from the check");
}

Status limit_size(Connection& connection, std::uint64_t bytes_max) {
  OW_TRY(const std::int64_t page_bytes, connection.integer("PRAGMA page_size"));
  const std::uint64_t pages = bytes_max / static_cast<std::uint64_t>(page_bytes);
  OW_TRY([[maybe_unused]] const std::int64_t set, connection.integer(fmt::format("PRAGMA max_page_count = {}", pages)));
  return {};
}

Result<Connection> open_made(const std::filesystem::path& file, std::uint64_t bytes_max) {
  OW_TRY(Connection connection, Connection::open(file));
  OW_CHECK(connection.execute(kSettings));
  OW_CHECK(check_intact(connection));
  OW_CHECK(migrate(connection));
  connection.settle();
  OW_CHECK(limit_size(connection, bytes_max));
  return connection;
}

Result<Connection> open_checked(const std::filesystem::path& file, std::uint64_t bytes_max) {
  OW_TRY(const bool made_now, make_private(file));
  if (!made_now) OW_CHECK(check_not_emptied(file));
  auto opened = open_made(file, bytes_max);
  std::error_code ignored;
  // A full disk: what is left must not look like a store that was emptied.
  if (!opened && made_now && std::filesystem::file_size(file, ignored) == 0) std::filesystem::remove(file, ignored);
  return opened;
}

std::filesystem::path with_suffix(const std::filesystem::path& file, const std::string& suffix) {
  return file.string() + suffix;
}

/// The journal goes along: it may hold what the main file lacks, and must not be replayed into the new file.
Result<std::filesystem::path> move_aside(const std::filesystem::path& file) {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::string stem = fmt::format(".damaged-{:%Y%m%dT%H%M%SZ}", fmt::gmtime(now));
  std::string suffix = stem;
  for (int again = 2; std::filesystem::exists(with_suffix(file, suffix)); ++again)
    suffix = fmt::format("{}-{}", stem, again);
  std::error_code error;
  std::filesystem::rename(file, with_suffix(file, suffix), error);
  if (error) {
    return fail(ErrorCode::kPermissionDenied, "the workflow store {} is damaged and cannot be moved aside: {}",
                file.string(), error.message());
  }
  std::filesystem::rename(with_suffix(file, "-wal"), with_suffix(file, suffix + "-wal"), error);
  std::filesystem::remove(with_suffix(file, "-shm"), error);
  return with_suffix(file, suffix);
}

/// Damaged files that were moved aside and are still there, the newest last.
std::vector<std::string> kept_aside(const std::filesystem::path& file) {
  std::vector<std::string> names;
  const std::string stem = file.filename().string() + ".damaged-";
  std::error_code error;
  for (std::filesystem::directory_iterator entry(file.parent_path(), error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(stem) && !name.ends_with("-wal") && !name.ends_with("-shm")) names.push_back(entry->path());
  }
  std::ranges::sort(names);
  return names;
}

Result<Connection> open_reader(const std::filesystem::path& file) {
  OW_TRY(Connection reader, Connection::open(file));
  OW_CHECK(reader.execute("PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA trusted_schema = OFF"));
  // The first read opens the journal by its name: later, the file may have been moved away.
  OW_CHECK(reader.integer("SELECT count(*) FROM sqlite_schema"));
  return reader;
}

struct Replaced {
  Connection connection;
  std::string notice;
};

/// Moves the damaged file aside and makes a new one with what can be read of it.
Result<Replaced> replace_damaged(const std::filesystem::path& file, std::uint64_t bytes_max,
                                 const std::string& reason) {
  OW_TRY(const std::filesystem::path aside, move_aside(file));
  OW_TRY(Connection connection, open_checked(file, bytes_max));
  const auto rescued = rescue(aside, connection);
  std::string notice = fmt::format(
      "{}; it was kept as {} and a new store took its place, with {} workflows that could still be read. Look through "
      "them, and delete that file when it is not needed any more (sqlite3 FILE .recover may find more)",
      reason, aside.string(), rescued.value_or(0));
  if (!rescued) notice += fmt::format(". Why none was: {}", rescued.error().message);
  return Replaced{std::move(connection), std::move(notice)};
}

Result<Replaced> open_or_replace(const std::filesystem::path& file, std::uint64_t bytes_max) {
  Result<Connection> opened = open_checked(file, bytes_max);
  if (!opened && opened.error().code == ErrorCode::kDataLoss) {
    return replace_damaged(file, bytes_max, opened.error().message);
  }
  if (!opened) return std::unexpected(std::move(opened).error());
  std::string notice;
  if (const auto names = kept_aside(file); !names.empty()) {
    notice =
        fmt::format("a damaged store was moved aside earlier and is still kept as {}: delete it when it is not needed",
                    names.back());
  }
  return Replaced{std::move(*opened), std::move(notice)};
}

}  // namespace

Result<OpenedDatabase> open_database(const std::filesystem::path& file, std::uint64_t bytes_max) {
  OW_CHECK(make_data_folder(file.parent_path()));
  OW_TRY(Replaced opened, open_or_replace(file, bytes_max));
  if (!opened.notice.empty()) log::error("{}", opened.notice);
  OW_TRY(Connection reader, open_reader(file));
  return OpenedDatabase{std::move(opened.connection), std::move(reader), std::move(opened.notice)};
}

}  // namespace ow::store
