// The progress of a download on standard error, when that is a terminal.
#pragma once

#include <string>

#include "base/clock.h"
#include "models/download.h"

namespace ow::cli {

class TransferProgress {
 public:
  TransferProgress(std::string name, const Clock& clock, bool shown);
  ~TransferProgress();  ///< ends the line
  TransferProgress(const TransferProgress&) = delete;
  TransferProgress& operator=(const TransferProgress&) = delete;
  /// Redraws ten times a second at most.
  void show(const models::DownloadProgress& progress);

 private:
  std::string name_;
  const Clock& clock_;
  bool shown_;
  bool drawn_ = false;
  TimePoint begin_{};
  TimePoint next_{};
  std::uint64_t bytes_at_begin_ = 0;
};

/// "yolov8n [=====>    ] 6.4 of 12.9 MB, 3.2 MB/s, 2 s left".
std::string progress_line(const std::string& name, const models::DownloadProgress& progress, double bytes_per_second);

}  // namespace ow::cli
