#include "base/log.h"

#include <fcntl.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "base/printable.h"
#include "base/redact.h"

namespace ow::log {
namespace {

constexpr const char* kLoggerName = "overwatch";

/// Appends to a descriptor and truncates it in place at the limit. What a full disk swallows is counted and said later.
class TruncatingFileSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  TruncatingFileSink(int descriptor, std::uint64_t bytes_max) : descriptor_(descriptor), bytes_max_(bytes_max) {}
  ~TruncatingFileSink() override { ::close(descriptor_); }
  TruncatingFileSink(const TruncatingFileSink&) = delete;
  TruncatingFileSink& operator=(const TruncatingFileSink&) = delete;

  /// Takes over another open file.
  void replace(int descriptor) {
    const std::lock_guard lock(mutex_);
    ::close(std::exchange(descriptor_, descriptor));
  }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    if (lost_ > 0) tell_lost();
    if (!write_whole({line.data(), line.size()})) ++lost_;
  }
  void flush_() override {}

 private:
  /// All of it or nothing: a line that did not fit is taken back, so that only whole ones stay.
  bool write_whole(std::string_view text) {
    if (size() + text.size() > bytes_max_) (void)!::ftruncate(descriptor_, 0);
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written == static_cast<ssize_t>(text.size())) return true;
    reason_ = written >= 0 || errno == ENOSPC ? "the disk was full" : std::strerror(errno);
    if (written > 0) take_back(static_cast<std::uint64_t>(written));
    return false;
  }

  /// Asked each time: another process of the same user may write to the same file.
  std::uint64_t size() const {
    struct stat status {};
    return ::fstat(descriptor_, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
  }

  void take_back(std::uint64_t bytes) {
    if (const std::uint64_t now = size(); now >= bytes)
      (void)!::ftruncate(descriptor_, static_cast<off_t>(now - bytes));
  }

  void tell_lost() {
    if (write_whole(fmt::format("--- {} lines are missing here: {}\n", lost_, reason_))) lost_ = 0;
  }

  int descriptor_;
  const std::uint64_t bytes_max_;
  std::uint64_t lost_ = 0;  ///< lines since the last one that could be written
  std::string reason_;  ///< of the last loss
};

/// What keeps this from being a log; nothing for a plain file of one's own. kPermissionDenied where another name may help.
Status check_own(const std::filesystem::path& path, const struct stat& status) {
  if (S_ISLNK(status.st_mode))
    return fail(ErrorCode::kPermissionDenied, "{} is a link, which a log does not follow", path.string());
  if (S_ISDIR(status.st_mode))
    return fail(ErrorCode::kInvalidArgument, "the log file {} is a folder; name a file in it", path.string());
  if (!S_ISREG(status.st_mode))
    return fail(ErrorCode::kInvalidArgument, "the log file {} is a pipe or a device, not a plain file", path.string());
  if (status.st_uid != ::geteuid())
    return fail(ErrorCode::kPermissionDenied, "{} belongs to somebody else", path.string());
  return {};
}

Result<int> open_own(const std::filesystem::path& path) {
  const int descriptor =
      ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
  struct stat status {};
  if (descriptor < 0) {
    const int reason = errno;
    if (::lstat(path.c_str(), &status) == 0) OW_CHECK(check_own(path, status));
    return fail(ErrorCode::kPermissionDenied, "cannot open the log file {}: {}", path.string(), std::strerror(reason));
  }
  if (::fstat(descriptor, &status) != 0) status = {};  // no kind of file: refused
  if (path == "/dev/null" && S_ISCHR(status.st_mode)) return descriptor;
  if (Status own = check_own(path, status); !own) {
    ::close(descriptor);
    return std::unexpected(std::move(own).error());
  }
  ::fchmod(descriptor, 0600);
  return descriptor;
}

/// The file that reopen() opens again; a part of the process-wide sink.
struct OpenFile {
  std::mutex mutex;
  std::filesystem::path path;
  std::shared_ptr<TruncatingFileSink> sink;
};
OpenFile& open_file() {
  static OpenFile file;
  return file;
}

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::kDebug: return spdlog::level::debug;
    case Level::kInfo: return spdlog::level::info;
    case Level::kWarning: return spdlog::level::warn;
    case Level::kError: return spdlog::level::err;
  }
  return spdlog::level::info;
}

/// Whatever a message quotes, passwords stay out of the log.
void put(Level level, std::string_view text, bool is_block) {
  spdlog::logger* logger = spdlog::default_logger_raw();
  if (logger == nullptr || logger->name() != kLoggerName) return;  // before init: standard output stays clean
  logger->log(to_spdlog(level), printable(redact(text), is_block ? LineBreaks::kKept : LineBreaks::kEscaped));
}

}  // namespace

Status check_file(const std::filesystem::path& file) {
  struct stat status {};
  if (file == "/dev/null") return {};
  if (::lstat(file.c_str(), &status) == 0) {
    Status own = check_own(file, status);
    return own || own.error().code != ErrorCode::kInvalidArgument ? Status() : own;
  }
  std::error_code ignored;
  const std::filesystem::path folder = file.parent_path();
  if (folder.empty() || std::filesystem::is_directory(folder, ignored)) return {};
  return fail(ErrorCode::kNotFound, "the folder {} of the log file is not there", folder.string());
}

Result<Opened> init(const Options& options) {
  auto logger = std::make_shared<spdlog::logger>(kLoggerName);
  Opened opened{options.file};
  std::shared_ptr<TruncatingFileSink> file;
  if (!opened.file.empty()) {
    auto descriptor = open_own(opened.file);
    if (!descriptor && descriptor.error().code == ErrorCode::kPermissionDenied) {
      opened.note = descriptor.error().message;
      opened.file += "." + std::to_string(::geteuid());
      if (const auto other = open_own(opened.file)) descriptor = other;
    }
    if (!descriptor) return std::unexpected(descriptor.error());
    file = std::make_shared<TruncatingFileSink>(*descriptor, options.file_bytes_max);
    logger->sinks().push_back(file);
  }
  if (options.to_stderr) logger->sinks().push_back(std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
  logger->set_level(to_spdlog(options.level));
  logger->set_pattern("%Y-%m-%d %H:%M:%S.%e %l %v");
  spdlog::set_default_logger(std::move(logger));
  const std::lock_guard lock(open_file().mutex);
  open_file().path = opened.file;
  open_file().sink = std::move(file);
  return opened;
}

Status reopen() {
  const std::lock_guard lock(open_file().mutex);
  if (open_file().sink == nullptr) return {};
  OW_TRY(const int descriptor, open_own(open_file().path));
  open_file().sink->replace(descriptor);
  return {};
}

void write(Level level, std::string_view text) { put(level, text, false); }

void write_block(Level level, std::string_view text) { put(level, text, true); }

}  // namespace ow::log
