#include "base/log.h"

#include <fcntl.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <mutex>

namespace ow::log {
namespace {

constexpr const char* kLoggerName = "overwatch";

std::atomic<std::uint64_t> lost_lines{0};  // the one log of the process has one count

/// Appends to a descriptor and truncates it in place at the limit.
class TruncatingFileSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  TruncatingFileSink(int descriptor, std::uint64_t bytes_max) : descriptor_(descriptor), bytes_max_(bytes_max) {
    struct stat status {};
    if (::fstat(descriptor_, &status) == 0) bytes_ = static_cast<std::uint64_t>(status.st_size);
  }
  ~TruncatingFileSink() override { ::close(descriptor_); }
  TruncatingFileSink(const TruncatingFileSink&) = delete;
  TruncatingFileSink& operator=(const TruncatingFileSink&) = delete;

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    if (bytes_ + line.size() > bytes_max_ && ::ftruncate(descriptor_, 0) == 0) bytes_ = 0;
    if (lost_lines > 0) tell_lost();
    if (!write_whole({line.data(), line.size()})) ++lost_lines;
  }
  void flush_() override {}

 private:
  /// All of it or nothing: a line that did not fit is taken back, so that only whole ones stay.
  bool write_whole(std::string_view text) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written == static_cast<ssize_t>(text.size())) {
      bytes_ += text.size();
      return true;
    }
    if (written > 0 && ::ftruncate(descriptor_, static_cast<off_t>(bytes_)) != 0) {
      bytes_ += static_cast<std::uint64_t>(written);
    }
    return false;
  }

  void tell_lost() {
    if (write_whole(fmt::format("--- {} lines are missing here: the disk was full\n", lost_lines.load())))
      lost_lines = 0;
  }

  const int descriptor_;
  const std::uint64_t bytes_max_;
  std::uint64_t bytes_ = 0;
};

Result<int> open_own(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return fail(ErrorCode::kPermissionDenied, "cannot open the log file {}: {}", path.string(), std::strerror(errno));
  }
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || status.st_uid != ::geteuid() || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return fail(ErrorCode::kPermissionDenied, "the log file {} belongs to somebody else", path.string());
  }
  ::fchmod(descriptor, 0600);
  return descriptor;
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

}  // namespace

Result<std::filesystem::path> init(const Options& options) {
  auto logger = std::make_shared<spdlog::logger>(kLoggerName);
  std::filesystem::path path = options.file;
  if (!path.empty()) {
    auto descriptor = open_own(path);
    if (!descriptor) {
      path += "." + std::to_string(::geteuid());
      descriptor = open_own(path);
    }
    if (!descriptor) return std::unexpected(descriptor.error());
    logger->sinks().push_back(std::make_shared<TruncatingFileSink>(*descriptor, options.file_bytes_max));
  }
  if (options.to_stderr) logger->sinks().push_back(std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
  logger->set_level(to_spdlog(options.level));
  logger->set_pattern("%Y-%m-%d %H:%M:%S.%e %l %v");
  spdlog::set_default_logger(std::move(logger));
  return path;
}

std::uint64_t lines_lost() { return lost_lines; }

void write(Level level, std::string_view text) {
  spdlog::logger* logger = spdlog::default_logger_raw();
  if (logger == nullptr || logger->name() != kLoggerName) return;  // before init: standard output stays clean
  logger->log(to_spdlog(level), spdlog::string_view_t(text.data(), text.size()));
}

}  // namespace ow::log
