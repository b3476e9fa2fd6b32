// Pulls in the background, for the server: a few at a time, watched and stopped by name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "models/pull.h"
#include "net/http_client.h"

namespace ow::models {

enum class PullState { kWaiting, kRunning, kDone, kFailed, kCancelled };
std::string_view to_string(PullState state);

struct PullStatus {
  std::string name = {};
  PullState state = PullState::kWaiting;
  std::uint64_t bytes = 0;
  std::uint64_t total = 0;  ///< 0: not known
  std::string error = {};        ///< of kFailed
};

struct DownloadsOptions {
  std::filesystem::path folder = {};    ///< where models go
  std::string mirror = {};              ///< as in PullRequest
  net::HttpOptions http = {};
  std::size_t running_max = 2;
  std::size_t waiting_max = 16;
};

/// Thread-safe. The destructor stops what runs (parts stay and can be resumed) and waits for it.
class Downloads {
 public:
  static std::unique_ptr<Downloads> create(DownloadsOptions options);
  virtual ~Downloads() = default;
  /// What `start` would do. Folder and mirror are the options' own; an address in the request is refused
  /// (kPermissionDenied): the outside names models, not hosts.
  [[nodiscard]] virtual Result<PullPlan> plan(PullRequest request) const = 0;
  /// kAlreadyExists while it goes on, or when the model is installed; kResourceExhausted when too many wait.
  virtual Status start(const PullPlan& plan) = 0;
  /// kNotFound where none waits or runs.
  virtual Status cancel(const std::string& name) = 0;
  /// The last pull of each name, by name.
  [[nodiscard]] virtual std::vector<PullStatus> statuses() const = 0;
};

}  // namespace ow::models
