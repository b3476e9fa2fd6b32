// Presentation times that start at zero, never decrease and go on over loops and broken clocks.
#pragma once

#include <chrono>
#include <optional>

namespace ow::media {

/// Belongs to one thread.
class Timeline final {
 public:
  /// `frame_duration`: the nominal one, used where a picture has no time stamp and between loops.
  explicit Timeline(std::chrono::microseconds frame_duration) : frame_duration_(frame_duration) {}

  /// The pts for a picture with this time stamp of the container. A missing or stuck stamp (some RTSP servers send the same
  /// one for ever) counts as `step` after the last picture, or as the nominal duration.
  std::chrono::microseconds next(std::optional<std::chrono::microseconds> stamp,
                                 std::optional<std::chrono::microseconds> step = std::nullopt);
  /// The container's stamps begin anew; the pts goes on one frame later.
  void restart();

 private:
  std::chrono::microseconds frame_duration_;
  std::optional<std::chrono::microseconds> offset_;  ///< pts minus stamp; unset until the first stamp
  std::optional<std::chrono::microseconds> last_stamp_;
  std::optional<std::chrono::microseconds> last_;
};

}  // namespace ow::media
