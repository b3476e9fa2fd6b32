#include "models/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace ow::models {
namespace {

/// Whoever had the lock before may have removed the file that we have just locked.
bool is_still(int descriptor, const std::filesystem::path& file) {
  struct stat ours {};
  struct stat named {};
  return ::fstat(descriptor, &ours) == 0 && ::stat(file.c_str(), &named) == 0 && ours.st_ino == named.st_ino &&
         ours.st_dev == named.st_dev;
}

}  // namespace

Result<FileLock> FileLock::take(const std::filesystem::path& file, Taken taken) {
  while (true) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor < 0) {
      const ErrorCode code = errno == ENOSPC ? ErrorCode::kResourceExhausted : ErrorCode::kPermissionDenied;
      return fail(code, "cannot write {}: {}", file.string(), std::strerror(errno));
    }
    const int operation = LOCK_EX | (taken == Taken::kFails ? LOCK_NB : 0);
    if (::flock(descriptor, operation) == 0) {
      if (is_still(descriptor, file)) return FileLock(file, descriptor);
    } else if (errno != EINTR) {
      ::close(descriptor);
      return fail(ErrorCode::kFailedPrecondition, "somebody else is at it already ({} is locked)", file.string());
    }
    ::close(descriptor);
  }
}

FileLock::FileLock(FileLock&& other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ < 0) return;
  ::unlink(file_.c_str());
  ::close(descriptor_);
}

}  // namespace ow::models
