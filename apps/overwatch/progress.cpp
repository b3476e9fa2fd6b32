#include "overwatch/progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace ow::cli {

Progress::Progress(std::optional<std::uint64_t> total, bool wanted)
    : total_(total), shown_(wanted && ::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (drawn_) fmt::print(stderr, "\n");
}

void Progress::note(const std::string& line) {
  fmt::print(stderr, "{}{}\n", drawn_ ? "\r\033[K" : "", line);
  std::fflush(stderr);
  drawn_ = false;
}

void Progress::show(std::uint64_t done, double fps, const std::string& tail) {
  if (!shown_) return;
  drawn_ = true;
  std::string line;
  if (total_ && *total_ > 0) {
    constexpr std::uint64_t kWidth = 30;
    const std::uint64_t filled = std::min(kWidth, kWidth * done / *total_);
    line = fmt::format("[{:=<{}}{: <{}}] {}/{} frames", "", filled, "", kWidth - filled, done, *total_);
  } else {
    line = fmt::format("{} frames", done);
  }
  fmt::print(stderr, "\r\033[K{}, {:.1f} fps{}{}", line, fps, tail.empty() ? "" : ", ", tail);
  std::fflush(stderr);
}

}  // namespace ow::cli
