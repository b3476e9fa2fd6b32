#include "nodes/file_place.h"

#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>

namespace ow::nodes {

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
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return true;
  return ::flock(file.get(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

}  // namespace ow::nodes
