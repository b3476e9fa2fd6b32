// The last lines of the log in memory, for those who read them from elsewhere.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"

namespace ow::log {

struct Line {
  std::uint64_t number = 0;  ///< 1, 2, 3 … since the process began
  std::int64_t unix_ms = 0;
  Level level = Level::kInfo;
  std::string text;  ///< 2,000 bytes at most
};

/// "debug", "info", "warning", "error".
std::string_view to_string(Level level);
/// Nothing for other words.
Result<Level> parse_level(std::string_view word);

/// Thread-safe; holds the last `lines_max` lines.
class Ring {
 public:
  explicit Ring(std::size_t lines_max) : lines_max_(lines_max) {}
  void add(std::int64_t unix_ms, Level level, std::string_view text);
  /// Lines with a larger number than `after` and at least this level, oldest first; of more than `count_max` the newest.
  [[nodiscard]] std::vector<Line> after(std::uint64_t after, Level level, std::size_t count_max) const;
  [[nodiscard]] std::uint64_t newest() const;

 private:
  const std::size_t lines_max_;
  mutable std::mutex mutex_;
  std::deque<Line> lines_;  // guarded by mutex_
  std::uint64_t newest_ = 0;  // guarded by mutex_
};

/// From now on the log's lines go to `ring` too. From main, after init() and before other threads write.
void attach(std::shared_ptr<Ring> ring);

}  // namespace ow::log
