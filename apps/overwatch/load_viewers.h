// The viewers of `overwatch bench load`: real WebSocket connections, all on one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "overwatch/api_client.h"

namespace ow::cli {

/// Of the thread that all viewers of a crowd are on.
inline constexpr const char* kCrowdThreadName = "ow-crowd";

struct CrowdOptions {
  std::string path;          ///< of the view's WebSocket
  unsigned viewers = 1;      ///< that read as fast as they can
  unsigned slow = 0;         ///< … and that read 150 KB a second
  unsigned stalled = 0;      ///< … and that read nothing at all
};

/// What came since the last look.
struct CrowdSecond {
  std::uint64_t pictures = 0;               ///< to the fast viewers
  std::uint64_t new_pictures = 0;           ///< different ones
  std::uint64_t bytes = 0;                  ///< of the messages to the fast viewers
  std::vector<double> latency_ms;           ///< capture to receipt, of the fast viewers
  std::vector<double> intervals_ms;         ///< between pictures at the first fast viewer
  std::vector<std::uint32_t> viewer_pictures;  ///< of each fast viewer
  std::vector<double> slow_bytes;           ///< size of each message to a slow viewer
  std::uint64_t slow_reduced = 0;           ///< of them, reduced renditions
  unsigned fast_closed = 0, slow_closed = 0, stalled_closed = 0;  ///< so far, by the server
};

/// take() from any thread.
class LoadCrowd final {
 public:
  /// Connects everybody; an error when one is refused.
  static Result<std::unique_ptr<LoadCrowd>> connect(const Endpoint& endpoint, const CrowdOptions& options);
  ~LoadCrowd();
  LoadCrowd(const LoadCrowd&) = delete;
  LoadCrowd& operator=(const LoadCrowd&) = delete;
  CrowdSecond take();

 private:
  struct Viewer;
  enum class Kind { kFast, kSlow, kStalled };
  LoadCrowd();
  Status join(const Endpoint& endpoint, const std::string& path, Kind kind);
  void run(std::stop_token stop);
  void read(Viewer& viewer, std::size_t bytes_max);
  void on_picture(Viewer& viewer, const struct SeenPicture& picture);
  void close(Viewer& viewer);

  std::vector<std::unique_ptr<Viewer>> viewers_;
  std::vector<std::uint8_t> block_;
  int poll_ = -1;
  std::mutex mutex_;     ///< guards the rest
  CrowdSecond second_;
  std::uint64_t newest_ = 0;
  std::jthread thread_;  // last
};

}  // namespace ow::cli
