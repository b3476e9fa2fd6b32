// Logging facade: one process-wide sink set up by the application, usable from any thread, silent until then.
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"

namespace ow::log {

enum class Level { kDebug, kInfo, kWarning, kError };

struct Options {
  std::filesystem::path file = "/tmp/overwatch.log";  ///< empty: no file
  std::uint64_t file_bytes_max = 50ULL << 20;         ///< then truncated in place, so that `tail -f` goes on
  Level level = Level::kInfo;
  bool to_stderr = false;
};

struct Opened {
  std::filesystem::path file;  ///< in use; empty: none
  std::string note = {};       ///< why it is not the one that was asked for; empty when it is
};

/// Opens the sinks. The file is opened without following links, mode 0600; when it belongs to somebody else, or is a link,
/// another name beside it is taken. A folder, a pipe or a device is kInvalidArgument. Called once, from main.
Result<Opened> init(const Options& options);

/// What is wrong with a name for the log, as far as it shows without opening it: the kInvalidArgument of init(), or a folder
/// that is not there.
Status check_file(const std::filesystem::path& file);

/// Opens the log file again under the name that init() returned, as after a rotation from outside (SIGHUP). On failure
/// the open file stays in use. Any thread.
Status reopen();

/// Writes one line: control characters are shown as "\n" or "\x1b", secrets as redact() shows them.
void write(Level level, std::string_view text);
/// Writes text of several lines.
void write_block(Level level, std::string_view text);

template <typename... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::kDebug, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::kInfo, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void warn(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::kWarning, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::kError, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace ow::log
