// Picture: one encoded picture of a view, shared by all who watch it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "core/detection.h"
#include "core/frame.h"
#include "core/trace.h"

namespace ow::live {

enum class Rendition : std::uint8_t {
  kFull,
  kReduced,  ///< half the size and a lower quality, for viewers that cannot take more
};

struct Picture;

/// What stands before a picture's bytes in a WebSocket message: the length of the JSON header (4 bytes, little-endian),
/// and the header: {"seq", "pts_ms", "capture_unix_ms", "encoded_unix_ms", "encode_ms", "age_ms" (capture to encoded),
/// "width", "height", "source_width", "source_height", "codec", "quality", "rendition" ("full" or "reduced"), "bytes",
/// "skipped" (every result was carried over), "detections": [{"class", "class_id", "score", "box": [x1, y1, x2, y2]}]}.
/// Boxes in source pixels.
[[nodiscard]] std::vector<std::uint8_t> frame_message_header(const Picture& picture);

/// A header that is made at the first look, once for all viewers. A copy starts without it. Thread-safe.
class MessageHeader {
 public:
  MessageHeader() = default;
  MessageHeader(const MessageHeader&) noexcept {}
  MessageHeader& operator=(const MessageHeader&) = delete;
  [[nodiscard]] const std::vector<std::uint8_t>& of(const Picture& picture) const {
    std::call_once(made_, [&] { bytes_ = frame_message_header(picture); });
    return bytes_;
  }

 private:
  mutable std::once_flag made_;
  mutable std::vector<std::uint8_t> bytes_;
};

/// Not changed any more once it is published.
struct Picture {
  std::vector<std::uint8_t> bytes;
  std::string codec = "jpeg";
  Size size;  ///< of the picture
  Size source_size;  ///< the space of the detections' boxes
  int quality = 0;  ///< that was used (automatic lowering included)
  Rendition rendition = Rendition::kFull;
  std::uint64_t sequence = 0;  ///< of the frame in its source
  std::chrono::microseconds pts{0};
  std::int64_t capture_unix_us = 0;
  TimePoint encoded{};  ///< when encoding ended
  TimePoint due{};  ///< when it is to be shown; a time that has passed: at once
  double encode_ms = 0;
  std::vector<DetectionSetPtr> detections;
  Trace trace;
  std::shared_ptr<const Picture> smaller = nullptr;  ///< the reduced rendition, when a slow viewer waits for one
  MessageHeader header = {};

  /// When viewers could have had it at the earliest.
  [[nodiscard]] TimePoint shown() const { return due > encoded ? due : encoded; }
};
using PicturePtr = std::shared_ptr<const Picture>;

}  // namespace ow::live
