// A file that is being downloaded: "<name>.part", with what is needed to go on with it in "<name>.part.json".
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"
#include "net/sha256.h"

namespace ow::models {

/// What the part was begun from: a server's answer for the rest must be about the same file.
struct PartOrigin {
  std::string url;           ///< in the notes without a password
  std::string validator;     ///< a strong ETag or Last-Modified, for If-Range; empty: it cannot be resumed
  std::uint64_t total = 0;   ///< bytes of the whole; 0: unknown
};

/// Belongs to one thread. What it holds stays on disk until finish or discard: that is what a later download resumes.
class PartFile final {
 public:
  explicit PartFile(std::filesystem::path target);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  /// Opens or makes it. What is there of another origin, or cannot be resumed, is thrown away; else it is hashed.
  Status open(const std::string& url);
  /// Empties it, for a file that begins anew.
  Status restart(const PartOrigin& origin);
  Status append(std::string_view bytes);
  /// Flushes to disk; the SHA-256 of everything. Once.
  Result<std::string> seal();
  /// Gives it its name.
  Status finish();
  void discard();

  /// Could a later download go on with it?
  [[nodiscard]] bool resumable() const { return bytes_ > 0 && !origin_.validator.empty(); }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] const PartOrigin& origin() const { return origin_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::unexpected<Error> cannot_write(int number) const;
  std::filesystem::path target_;
  std::filesystem::path path_;
  std::filesystem::path notes_;
  PartOrigin origin_;
  net::Sha256 sum_;
  std::uint64_t bytes_ = 0;
  int descriptor_ = -1;
};

}  // namespace ow::models
