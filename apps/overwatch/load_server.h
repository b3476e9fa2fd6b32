// A server of its own for `overwatch bench load`: a child process with a data folder that goes with it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>

#include "overwatch/api_client.h"
#include "overwatch/command.h"
#include "overwatch/temporary_folder.h"

namespace ow::cli {

struct LoadServerOptions {
  std::filesystem::path media_root;                 ///< beside the child's own media folder
  std::vector<std::filesystem::path> models_dirs;
};

/// What the kernel says of the child.
struct ChildStats {
  double cpu_seconds = 0;
  std::uint64_t resident_bytes = 0;
  std::uint64_t peak_bytes = 0;
  std::uint64_t threads = 0;
  std::uint64_t descriptors = 0;
};

class LoadServer final {
 public:
  /// Runs `overwatch serve` of this very program on a free port of loopback; returns when it listens.
  static Result<std::unique_ptr<LoadServer>> start(const LoadServerOptions& options);
  /// SIGTERM, and SIGKILL when that does not help within 10 s; removes the folder.
  ~LoadServer();
  LoadServer(const LoadServer&) = delete;
  LoadServer& operator=(const LoadServer&) = delete;

  [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }
  [[nodiscard]] ChildStats stats() const;

 private:
  explicit LoadServer(TemporaryFolder folder) : folder_(std::move(folder)) {}
  void launch(const LoadServerOptions& options, int output);
  Status read_port();

  pid_t pid_ = -1;
  int output_ = -1;
  TemporaryFolder folder_;
  Endpoint endpoint_;
};

}  // namespace ow::cli
