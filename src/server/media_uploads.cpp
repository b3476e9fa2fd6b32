#include "server/media_uploads.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <random>
#include <utility>

#include "base/disk_full.h"
#include "server/upload_leftovers.h"

namespace ow::server {
namespace {

constexpr std::size_t kUploadsMax = 8;
constexpr std::uint64_t kFileBytesMax = 64ULL << 30;
constexpr std::uint64_t kFreeBytesMin = 1ULL << 30;
constexpr std::chrono::minutes kIdleMax{10};

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::unexpected<Error> cannot_write(const std::string& path) {
  const int number = errno;
  return fail(is_disk_full(number) ? ErrorCode::kResourceExhausted : ErrorCode::kUnavailable,
              "'{}' cannot be written: {}", path, std::strerror(number));
}

std::uint64_t free_bytes_of(const Descriptor& folder) {
  struct statvfs disk {};
  if (::fstatvfs(folder.get(), &disk) != 0) return UINT64_MAX;  // writing will tell
  return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
}

/// Gives the file of an upload its name, which must be free. A new name for the same file is the way of file systems that
/// know no renaming without replacing; those without hard links (FAT, exFAT) know that one.
bool name_without_replacing(int folder, const std::string& hidden, const std::string& name) {
  if (::renameat2(folder, hidden.c_str(), folder, name.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP) return false;
  return ::linkat(folder, hidden.c_str(), folder, name.c_str(), 0) == 0;  // the hidden one goes with the upload
}

}  // namespace

struct MediaUploads::Upload {
  std::atomic<std::uint64_t> to_come{0};  // bytes of the file that are not here yet
  std::mutex mutex;  // guards what follows; held over the writing of one part
  UploadState state;
  Descriptor folder, file;
  std::string hidden_name;
  TimePoint touched{};
  bool over = false;

  ~Upload() {
    if (!hidden_name.empty()) ::unlinkat(folder.get(), hidden_name.c_str(), 0);
  }
};

MediaUploads::MediaUploads(const MediaFolder& folder, const Clock& clock, FreeBytes free_bytes)
    : folder_(folder), clock_(clock), free_bytes_(free_bytes ? std::move(free_bytes) : free_bytes_of) {}

MediaUploads::~MediaUploads() = default;

Status MediaUploads::check_room(const Descriptor& folder, std::uint64_t bytes, std::uint64_t promised) const {
  const std::uint64_t free = free_bytes_(folder);
  if (free >= bytes + promised + kFreeBytesMin) return {};
  const std::string others =
      promised == 0 ? "" : fmt::format(", and {} MB are for files that are coming in", promised >> 20);
  return fail_at(
      "bytes", ErrorCode::kResourceExhausted,
      "the disk has {} MB left, which is too little for {} MB more: {} MB stay free{}; free some space, then "
      "go on",
      free >> 20, bytes >> 20, kFreeBytesMin >> 20, others);
}

std::uint64_t MediaUploads::promised_locked() const {
  std::uint64_t bytes = 0;
  for (const auto& [id, upload] : uploads_) bytes += upload->to_come;
  return bytes;
}

Result<UploadState> MediaUploads::begin(const std::string& path, std::uint64_t bytes) {
  if (bytes > kFileBytesMax) {
    return fail_at("bytes", ErrorCode::kInvalidArgument, "a file has {} bytes at most", kFileBytesMax);
  }
  auto upload = std::make_shared<Upload>();
  OW_TRY(upload->folder, folder_.open_parent(path));
  if (::faccessat(upload->folder.get(), file_name(path).c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
    return fail_at("path", ErrorCode::kAlreadyExists, "there is a file '{}' already", path);
  }
  std::lock_guard lock(mutex_);
  forget_idle_locked();
  if (uploads_.size() >= kUploadsMax) {
    return fail(ErrorCode::kResourceExhausted, "{} files are coming in already; wait for one to end", uploads_.size());
  }
  OW_CHECK(check_room(upload->folder, bytes, promised_locked()));
  std::random_device random;
  const std::string id = fmt::format("{}-{:08x}{:08x}", next_++, random(), random());
  const std::string hidden = upload_file_name(id);
  upload->file = Descriptor(
      ::openat(upload->folder.get(), hidden.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
  if (!upload->file.open()) return cannot_write(path);
  upload->hidden_name = hidden;
  upload->state = {.id = id, .path = path, .bytes = bytes, .received = 0};
  upload->to_come = bytes;
  upload->touched = clock_.now();
  uploads_.emplace(id, upload);
  return upload->state;
}

void MediaUploads::forget_idle_locked() {
  std::erase_if(uploads_, [&](const auto& each) {
    std::unique_lock lock(each.second->mutex, std::try_to_lock);
    return lock.owns_lock() && clock_.now() - each.second->touched > kIdleMax;
  });
}

Result<std::shared_ptr<MediaUploads::Upload>> MediaUploads::find(const std::string& id) {
  std::lock_guard lock(mutex_);
  const auto found = uploads_.find(id);
  if (found == uploads_.end()) return fail(ErrorCode::kNotFound, "there is no upload '{}'; begin again", id);
  return found->second;
}

void MediaUploads::forget(const std::string& id) {
  std::lock_guard lock(mutex_);
  uploads_.erase(id);
}

Result<UploadState> MediaUploads::append(const std::string& id, std::uint64_t offset, std::string_view part) {
  OW_TRY(const auto upload, find(id));
  std::lock_guard lock(upload->mutex);
  UploadState& state = upload->state;
  if (upload->over || offset != state.received) {
    return fail_at("offset", ErrorCode::kFailedPrecondition, "{} bytes are here; go on from there", state.received);
  }
  if (part.size() > state.bytes - state.received) {
    return fail_at("offset", ErrorCode::kInvalidArgument, "the file would be larger than the {} bytes announced",
                   state.bytes);
  }
  OW_CHECK(check_room(upload->folder, part.size(), 0));  // others may have written since it began
  while (!part.empty()) {
    const ssize_t written = ::pwrite(upload->file.get(), part.data(), part.size(), static_cast<off_t>(state.received));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return cannot_write(state.path);
    part.remove_prefix(static_cast<std::size_t>(written));
    state.received += static_cast<std::uint64_t>(written);
    upload->to_come = state.bytes - state.received;
  }
  upload->touched = clock_.now();
  return state;
}

Result<UploadState> MediaUploads::state(const std::string& id) {
  OW_TRY(const auto upload, find(id));
  std::lock_guard lock(upload->mutex);
  return upload->state;
}

Result<UploadState> MediaUploads::finish(const std::string& id) {
  OW_TRY(const auto upload, find(id));
  UploadState state;
  {
    std::lock_guard lock(upload->mutex);
    state = upload->state;
    if (upload->over || state.received != state.bytes) {
      return fail(ErrorCode::kFailedPrecondition, "{} of {} bytes are here", state.received, state.bytes);
    }
    if (::fsync(upload->file.get()) != 0) return cannot_write(state.path);
    if (!name_without_replacing(upload->folder.get(), upload->hidden_name, file_name(state.path))) {
      if (errno == EEXIST) {
        return fail_at("path", ErrorCode::kAlreadyExists, "there is a file '{}' already", state.path);
      }
      return cannot_write(state.path);
    }
    upload->over = true;
  }
  forget(id);
  return state;
}

Status MediaUploads::cancel(const std::string& id) {
  OW_CHECK(find(id));
  forget(id);
  return {};
}

}  // namespace ow::server
