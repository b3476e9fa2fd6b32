#include "overwatch/transfer_progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ow::cli {
namespace {

constexpr std::chrono::milliseconds kRedrawInterval{100};

double megabytes_of(double bytes) { return bytes / 1e6; }

std::string time_text(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{} min {} s", whole / 60, whole % 60);
}

}  // namespace

std::string progress_line(const std::string& name, const models::DownloadProgress& progress, double bytes_per_second) {
  const auto bytes = static_cast<double>(progress.bytes);
  const std::string rate = bytes_per_second > 0 ? fmt::format(", {:.1f} MB/s", megabytes_of(bytes_per_second)) : "";
  if (progress.total == 0) return fmt::format("{} {:.1f} MB{}", name, megabytes_of(bytes), rate);
  constexpr std::uint64_t kWidth = 30;
  const std::uint64_t filled = std::min(kWidth, kWidth * progress.bytes / progress.total);
  const auto total = static_cast<double>(progress.total);
  const std::string left =
      bytes_per_second > 0 && total > bytes ? ", " + time_text((total - bytes) / bytes_per_second) + " left" : "";
  return fmt::format("{} [{:=<{}}{: <{}}] {:.1f} of {:.1f} MB{}{}", name, "", filled, "", kWidth - filled,
                     megabytes_of(bytes), megabytes_of(total), rate, left);
}

TransferProgress::TransferProgress(std::string name, const Clock& clock, bool shown)
    : name_(std::move(name)), clock_(clock), shown_(shown && ::isatty(STDERR_FILENO) == 1) {}

TransferProgress::~TransferProgress() {
  if (drawn_) fmt::print(stderr, "\n");
}

void TransferProgress::show(const models::DownloadProgress& progress) {
  if (!shown_) return;
  const TimePoint now = clock_.now();
  const bool last = progress.total > 0 && progress.bytes >= progress.total;
  if (drawn_ && now < next_ && !last) return;
  if (!drawn_) {
    begin_ = now;
    bytes_at_begin_ = progress.bytes;
  }
  const double seconds = to_seconds(now - begin_);
  const double rate =
      seconds > 0.2 ? static_cast<double>(progress.bytes - std::min(progress.bytes, bytes_at_begin_)) / seconds : 0;
  fmt::print(stderr, "\r\033[K{}", progress_line(name_, progress, rate));
  std::fflush(stderr);
  drawn_ = true;
  next_ = now + kRedrawInterval;
}

}  // namespace ow::cli
