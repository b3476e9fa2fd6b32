// Writes an annotated video as MP4 that stays readable whatever happens to the process.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "base/error.h"
#include "core/frame.h"

namespace ow::media {

struct VideoWriterOptions {
  std::filesystem::path path;
  std::filesystem::path opened_as =
      {};  ///< where `path` is to be opened instead, e.g. Descriptor::path(); empty: itself
  Size size;                       ///< every frame must have it
  double frames_per_second = 25;   ///< nominal rate; real times come with the frames
  int crf = 23;                    ///< x264 constant rate factor, 0 … 51
  int threads = 1;
};

/// H.264 in fragmented MP4 (a fragment a key frame: a killed process leaves a file that plays up to then). A full disk
/// is kResourceExhausted; the file then ends with its last whole fragment, or is removed when it has none and still its
/// name.
/// Belongs to one thread.
class VideoWriter {
 public:
  static Result<std::unique_ptr<VideoWriter>> create(const VideoWriterOptions& options);
  virtual ~VideoWriter() = default;
  /// Full-range BT.601 I420 as scale_for_view gives it (the stream is tagged so). pts must increase.
  virtual Status write(FrameBuffer& picture, std::chrono::microseconds pts) = 0;
  /// Is at least one whole fragment on the disk?
  [[nodiscard]] virtual bool holds_pictures() const = 0;
  /// Flushes and closes; later writes fail. Called by the destructor when forgotten (errors are then logged).
  virtual Status finish() = 0;
};

}  // namespace ow::media
