// A folder that a benchmark's server works in, and that goes with it.
#pragma once

#include <filesystem>
#include <utility>

#include "base/error.h"

namespace ow::cli {

class TemporaryFolder final {
 public:
  /// An empty folder of a new name, for this user alone.
  static Result<TemporaryFolder> create();
  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace ow::cli
