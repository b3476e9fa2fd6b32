// Recording: what File Output writes, as JSON lines or as video, in files that stay readable whatever happens.
#pragma once

#include <filesystem>
#include <memory>

#include "base/error.h"
#include "core/packet.h"
#include "graph/node.h"

namespace ow::nodes {

/// What becomes of a file that is there already.
enum class Existing {
  kKeep,       ///< lines are added to it; a video gets the next free name ("seen-2.mp4")
  kOverwrite,  ///< it is written anew
};

/// Belongs to the turn of its node.
class Recording {
 public:
  virtual ~Recording() = default;
  /// kStorageFull: nothing of this packet was kept and all before it is readable; a later call tries again (a video in a
  /// new file). Other errors are for good.
  virtual Status write(graph::NodeContext& context, Packet& packet) = 0;
  virtual Status finish() = 0;
  /// The file that is or will be written.
  [[nodiscard]] virtual const std::filesystem::path& file() const = 0;
  /// Is anything written since the file was opened sure to be on the disk? A video is sure of its first fragment only
  /// after some seconds.
  [[nodiscard]] virtual bool holds() const = 0;
};

/// One line a frame (frame_line.h). A half line, which a killed process may have left at the end, is cut off first.
/// "-" is standard output.
Result<std::unique_ptr<Recording>> record_lines(const std::filesystem::path& file, Existing existing);

/// Frames with their detections drawn on, as fragmented MP4. A new size (the camera changed) begins a new file.
Result<std::unique_ptr<Recording>> record_video(const std::filesystem::path& file, Existing existing);

/// `file` when it is free, else the first free one of "name-2.ext", "name-3.ext" …
[[nodiscard]] std::filesystem::path next_free(const std::filesystem::path& file);

}  // namespace ow::nodes
