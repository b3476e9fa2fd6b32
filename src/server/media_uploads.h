// MediaUploads: files that come in parts, so that a lost connection loses nothing and nothing large is held in memory.
#pragma once

#include <chrono>
#include <cstdint>
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
/// it its name, which never overwrites. At most 8 at a time, of 64 GiB each, and only what leaves a gigabyte of the disk
/// free; one that nobody goes on with for 10 minutes is thrown away when the next begins, and all are at the end.
class MediaUploads {
 public:
  MediaUploads(const MediaFolder& folder, const Clock& clock) : folder_(folder), clock_(clock) {}
  ~MediaUploads();

  Result<UploadState> begin(const std::string& path, std::uint64_t bytes);
  /// kFailedPrecondition when `offset` is not what was received so far: the state says where to go on.
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

  const MediaFolder& folder_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Upload>> uploads_;  // guarded by mutex_
  std::uint64_t next_ = 1;  // guarded by mutex_
};

}  // namespace ow::server
