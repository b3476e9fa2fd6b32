// The viewers of a benchmark that runs its workflows in this process: real WebSockets over loopback, and the server to them.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/runtime.h"
#include "overwatch/load_viewers.h"
#include "overwatch/temporary_folder.h"
#include "server/server.h"

namespace ow::cli {

/// Thread-safe once created.
class Audience final {
 public:
  /// Serves what runs in `runtime`, on a free port.
  static Result<std::unique_ptr<Audience>> create(engine::Runtime& runtime);
  ~Audience();
  Audience(const Audience&) = delete;
  Audience& operator=(const Audience&) = delete;

  /// One more viewer, of a view that runs; it stays to the end.
  Status watch(const std::string& workflow, const std::string& node);

 private:
  explicit Audience(TemporaryFolder folder) : folder_(std::move(folder)) {}

  TemporaryFolder folder_;
  std::unique_ptr<engine::Engine> engine_;
  std::unique_ptr<server::Server> server_;
  std::mutex mutex_;  ///< guards the rest
  std::vector<std::unique_ptr<LoadCrowd>> viewers_;
};

}  // namespace ow::cli
