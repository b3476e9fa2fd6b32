#include "nodes/file_place.h"

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/disk_full.h"

namespace ow::nodes {
namespace {

bool is_plain(const Descriptor& file) {
  struct stat status {};
  return ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

FilePlace place_of(const Descriptor& file, const std::filesystem::path& path) {
  struct stat open {};
  if (::fstat(file.get(), &open) != 0 || !S_ISREG(open.st_mode)) return FilePlace::kSame;
  struct stat named {};
  const bool there = ::stat(path.c_str(), &named) == 0;
  if (!there && errno != ENOENT && errno != ENOTDIR) return FilePlace::kSame;  // a share that is away tells nothing
  if (there && named.st_dev == open.st_dev && named.st_ino == open.st_ino) return FilePlace::kSame;
  return open.st_nlink == 0 ? FilePlace::kDeleted : FilePlace::kMoved;
}

bool claim_to_write(const Descriptor& file) {
  return !is_plain(file) || ::flock(file.get(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

Result<Claimed> open_claimed(const Access& access, const std::filesystem::path& path, Existing existing) {
  OW_TRY(Descriptor file, access.open_to_write(path, existing));
  const bool alone = claim_to_write(file);
  return Claimed{std::move(file), alone};
}

Status make_empty(const Descriptor& file, const std::filesystem::path& name) {
  if (!is_plain(file) || ::ftruncate(file.get(), 0) == 0) return {};
  return fail(is_disk_full(errno) ? ErrorCode::kResourceExhausted : ErrorCode::kPermissionDenied, "cannot write {}: {}",
              name.string(), std::strerror(errno));
}

void take_back(const Descriptor& file, off_t begin, off_t bytes) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size != begin + bytes) return;
  // Where it fails, the next start cuts the half line off.
  [[maybe_unused]] const int ignored = ::ftruncate(file.get(), begin);
}

}  // namespace ow::nodes
