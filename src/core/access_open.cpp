// Opening under the rule: a file is judged by the descriptor, so that nothing can change between the look and the use.
#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>

#include "base/disk_full.h"
#include "core/access.h"

namespace ow {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> cannot_read(std::string_view name, int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR: return fail(ErrorCode::kNotFound, "{}: no such file or device; check the path", name);
    case EACCES:
    case EPERM:
      return fail(ErrorCode::kPermissionDenied, "{}: may not be read by this user; check its permissions", name);
    case EMFILE:
    case ENFILE: return fail(ErrorCode::kResourceExhausted, "{}: too many files are open", name);
    default: return fail(ErrorCode::kUnavailable, "{}: {}", name, std::strerror(number));
  }
}

std::unexpected<Error> cannot_write(const fs::path& path, int number) {
  const char* why = number == ELOOP ? "a link is in the way" : std::strerror(number);
  return fail(is_disk_full(number) ? ErrorCode::kResourceExhausted : ErrorCode::kPermissionDenied,
              "cannot write {}: {}", path.string(), why);
}

/// The name under which the kernel knows an open file; empty when it has none any more.
fs::path real_path(const Descriptor& file) {
#ifdef __linux__
  std::array<char, PATH_MAX> name{};
  const ssize_t length = ::readlink(file.path().c_str(), name.data(), name.size() - 1);
  return length > 0 ? fs::path(std::string(name.data(), static_cast<std::size_t>(length))) : fs::path();
#else
  std::array<char, PATH_MAX> name{};
  return ::fcntl(file.get(), F_GETPATH, name.data()) == 0 ? fs::path(name.data()) : fs::path();
#endif
}

#ifdef __linux__
constexpr int kLook = O_PATH | O_CLOEXEC;  // no side effect on pipes and devices
#else
constexpr int kLook = O_RDONLY | O_NONBLOCK | O_CLOEXEC;
#endif
/// Reading is for a look at what is kept. At the end, wherever that is: a file that another program has cut meanwhile
/// (logrotate's copytruncate) gets no hole.
int write_flags(Existing existing) {
  return O_CREAT | O_CLOEXEC | O_APPEND | (existing == Existing::kKeep ? O_RDWR : O_WRONLY);
}

/// The folder that `relative` lies in, below `root`, made where it is missing; links on the way are refused.
Result<Descriptor> open_folder(const fs::path& root, const fs::path& relative) {
  std::error_code error;
  fs::create_directories(root, error);
  Descriptor folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open()) return cannot_write(root, errno);
  for (const fs::path& part : relative.parent_path()) {
    if (::mkdirat(folder.get(), part.c_str(), 0755) != 0 && errno != EEXIST)
      return cannot_write(root / relative, errno);
    Descriptor next(::openat(folder.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next.open()) return cannot_write(root / relative, errno == ENOTDIR ? ELOOP : errno);
    folder = std::move(next);
  }
  return folder;
}

/// Below `root`: only a plain file that has no second name elsewhere.
Result<Descriptor> open_below(const fs::path& root, const fs::path& relative, Existing existing) {
  OW_TRY(const Descriptor folder, open_folder(root, relative));
  Descriptor file(
      ::openat(folder.get(), relative.filename().c_str(), write_flags(existing) | O_NOFOLLOW | O_NONBLOCK, 0644));
  if (!file.open()) return cannot_write(root / relative, errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink > 1) {
    return fail(ErrorCode::kPermissionDenied, "cannot write {}: it is not a plain file", (root / relative).string());
  }
  return file;
}

}  // namespace

Result<Descriptor> Access::open_to_read(const std::string& path, std::string_view name) const {
  const Descriptor found(::open(path.c_str(), kLook));
  if (!found.open()) return cannot_read(name, errno);
  if (confined() && !below_media(real_path(found))) return outside(name);
  struct stat status {};
  if (::fstat(found.get(), &status) != 0) return cannot_read(name, errno);
  if (!S_ISREG(status.st_mode)) return fail(ErrorCode::kInvalidArgument, "{}: not a regular file", name);
  Descriptor file(::open(found.path().c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) return cannot_read(name, errno);
  return file;
}

Result<Descriptor> Access::open_to_write(const fs::path& path, Existing existing) const {
  if (confined()) {
    OW_TRY(const fs::path target, locate_output(path.string()));
    std::error_code error;
    fs::path root = options_.output_root;
    if (!is_below(target, root)) root = fs::weakly_canonical(root, error);
    return open_below(root, target.lexically_relative(root), existing);
  }
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  Descriptor file(::open(path.c_str(), write_flags(existing), 0644));
  if (!file.open() && errno == EACCES && existing == Existing::kKeep) {  // a device may allow writing only
    file = Descriptor(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644));
  }
  if (!file.open()) return cannot_write(path, errno);
  return file;
}

}  // namespace ow
