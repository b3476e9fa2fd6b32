// A file from the net onto the disk: resumed where it was cut, checked while it comes, there whole or not at all.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "base/error.h"
#include "net/http_client.h"

namespace ow::models {

struct DownloadProgress {
  std::uint64_t bytes = 0;
  std::uint64_t total = 0;  ///< 0: not known yet
};

struct DownloadOptions {
  std::string url = {};
  std::filesystem::path file = {};             ///< its folder has to be there; an existing file is replaced
  std::string sha256 = {};                     ///< lower case; empty: any
  std::uint64_t bytes_max = 2ULL << 30;
  int attempts_max = 5;                   ///< in a row without a byte more; each resumes
  std::chrono::milliseconds first_delay{500};  ///< before the second attempt; doubled up to 8 s
  net::HttpOptions http = {};
  /// Looks at the finished file before it gets its name; a failure throws it away.
  std::function<Status(const std::filesystem::path&)> check = {};
  std::function<void(const DownloadProgress&)> on_progress = {};  ///< after each piece, on the caller's thread
  /// Bytes that may still be written below a folder; replaced by tests.
  std::function<std::uint64_t(const std::filesystem::path&)> free_bytes = {};
};

struct DownloadReport {
  std::uint64_t bytes = 0;
  std::uint64_t resumed_from = 0;  ///< bytes that were there before this call
  std::string sha256 = {};
};

/// Blocking; one download of a file at a time, also between processes (kFailedPrecondition). What is worth a retry
/// (cut, silent, 5xx, 429) is retried with back-off. On a stop, a crash or a failure the part stays beside the file and the
/// next call goes on with it, where the server confirms by ETag or Last-Modified that the file is still the same; a part
/// that no call could go on with is removed. A wrong sum is kDataLoss; too little room on the disk, and more than
/// `bytes_max`, kResourceExhausted.
Result<DownloadReport> download(const DownloadOptions& options, std::stop_token stop);

}  // namespace ow::models
