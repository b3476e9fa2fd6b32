// MediaUploads: files that come in parts, so that a lost connection loses nothing and nothing large is held in memory.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "server/media_folder.h"

namespace ow::server {

struct UploadState {
  std::string id;
  std::string path;
  std::uint64_t bytes = 0;     ///< announced
  std::uint64_t received = 0;  ///< written to the disk so far: the next part's offset
};

/// Thread-safe; parts of one upload come one at a time. An upload is a hidden file beside its place until finish() gives
/// it its name, which never overwrites. At most 8 at a time, of 64 GiB each, begun only when all that is still to come
/// leaves a gigabyte of the disk free, which is looked at again at each part; one that nobody goes on with for 10 minutes
/// is thrown away when the next begins, and all are at the end.
class MediaUploads {
 public:
  /// Bytes that may still be written below a folder; replaced by tests.
  using FreeBytes = std::function<std::uint64_t(const Descriptor& folder)>;
  MediaUploads(const MediaFolder& folder, const Clock& clock, FreeBytes free_bytes = {});
  ~MediaUploads();

  Result<UploadState> begin(const std::string& path, std::uint64_t bytes);
  /// kFailedPrecondition when `offset` is not what was received so far: the state says where to go on. What is refused
  /// for lack of room may be sent again when there is some.
  Result<UploadState> append(const std::string& id, std::uint64_t offset, std::string_view part);
  Result<UploadState> state(const std::string& id);
  /// kFailedPrecondition while parts are missing, kAlreadyExists when the name is taken.
  Result<UploadState> finish(const std::string& id);
  Status cancel(const std::string& id);

 private:
  struct Upload;
  Result<std::shared_ptr<Upload>> find(const std::string& id);
  void forget(const std::string& id);
  void forget_idle_locked();
  [[nodiscard]] std::uint64_t promised_locked() const;
  /// Is there room for so many bytes beside those that are `promised` to others?
  [[nodiscard]] Status check_room(const Descriptor& folder, std::uint64_t bytes, std::uint64_t promised) const;

  const MediaFolder& folder_;
  const Clock& clock_;
  const FreeBytes free_bytes_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Upload>> uploads_;  // guarded by mutex_
  std::uint64_t next_ = 1;  // guarded by mutex_
};

}  // namespace ow::server
