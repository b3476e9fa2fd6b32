// Recording: what File Output writes, as JSON lines or as video, in files that stay readable whatever happens.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/error.h"
#include "core/access.h"
#include "core/packet.h"
#include "graph/node.h"

namespace ow::nodes {

/// Belongs to the turn of its node.
class Recording {
 public:
  virtual ~Recording() = default;
  /// kResourceExhausted: nothing of this packet was kept and all before it is readable; a later call tries again (a video in a
  /// new file). Other errors are for good.
  virtual Status write(graph::NodeContext& context, Packet& packet) = 0;
  virtual Status finish() = 0;
  /// Looks whether the file is still where it was and nobody else writes to it; what a person must know of that, empty
  /// when all is well. Lines go on in a new file at the path; a video does so when its file was deleted. Costs two system
  /// calls: once a second is enough.
  virtual Result<std::string> look() = 0;
  /// The file that is or will be written.
  [[nodiscard]] virtual const std::filesystem::path& file() const = 0;
  /// Is anything written since the file was opened sure to be on the disk? A video is sure of its first fragment only
  /// after some seconds.
  [[nodiscard]] virtual bool holds() const = 0;
};

/// One line a frame (frame_line.h). A half line, which a killed process may have left at the end, is cut off first. kOverwrite
/// empties the file with the first line. "-" is standard output. What another writer has is not overwritten: lines are added.
/// `access` outlives the recording.
Result<std::unique_ptr<Recording>> record_lines(const std::filesystem::path& file, Existing existing,
                                                const Access& access);

/// Frames with their detections drawn on, as fragmented MP4. A new size (the camera changed) begins a new file; kKeep
/// begins the next free name ("seen-2.mp4"), and so does kOverwrite while another writer has the file. `access` outlives the
/// recording.
Result<std::unique_ptr<Recording>> record_video(const std::filesystem::path& file, Existing existing,
                                                const Access& access);

/// `file` when it is free, else the first free one of "name-2.ext", "name-3.ext" …
[[nodiscard]] std::filesystem::path next_free(const std::filesystem::path& file);

}  // namespace ow::nodes
