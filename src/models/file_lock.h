// A lock between processes that a crash cannot leave behind.
#pragma once

#include <filesystem>

#include "base/error.h"

namespace ow::models {

/// flock on a file of its own, which goes with the lock. Movable; belongs to one thread at a time.
class FileLock final {
 public:
  enum class Taken { kFails, kIsWaitedFor };
  /// `kFails`: kFailedPrecondition when somebody has it. `kIsWaitedFor`: for what takes milliseconds only.
  static Result<FileLock> take(const std::filesystem::path& file, Taken taken = Taken::kFails);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  FileLock(std::filesystem::path file, int descriptor) : file_(std::move(file)), descriptor_(descriptor) {}
  std::filesystem::path file_;
  int descriptor_ = -1;
};

}  // namespace ow::models
