#include "overwatch/bench_core_time.h"

#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

namespace ow::cli {
namespace {

std::int64_t thread_nanoseconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// What this thread had used when it had done with the last frame; 0 for a thread that has just begun.
thread_local std::int64_t done_with_last = 0;

}  // namespace

double thread_seconds(std::string_view name) {
  double seconds = 0;
  std::error_code none;  // no such folder outside Linux
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", none)) {
    std::string comm;
    std::getline(std::ifstream(task.path() / "comm"), comm);
    if (comm != name) continue;
    double nanoseconds = 0;  // the first of three numbers: time on a core
    if (std::ifstream(task.path() / "schedstat") >> nanoseconds) seconds += 1e-9 * nanoseconds;
  }
  return seconds;
}

void DecodeClock::on_span(std::string_view node, const Span& span) {
  if (std::strcmp(span.name, stage::kVideoDecode) == 0) nanoseconds_ += thread_nanoseconds() - done_with_last;
  next_->on_span(node, span);
}

/// The last that a source says of a frame. On threads of other nodes it changes nothing: they decode nothing.
void DecodeClock::on_frame_out(std::string_view node) {
  next_->on_frame_out(node);
  done_with_last = thread_nanoseconds();
}

}  // namespace ow::cli
