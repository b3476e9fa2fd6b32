// Source: one opened video, picture list or camera that yields frames in presentation order.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "core/access.h"
#include "core/frame.h"
#include "core/trace.h"

namespace ow::media {

/// How to open a source.
struct SourceOptions {
  std::string uri;  ///< path, folder, glob, http(s)://, rtsp://, /dev/videoN or test://…
  std::string name = {};  ///< what messages call it; empty: the uri with credentials masked
  std::shared_ptr<const Access> access = {};  ///< what may be opened; null: everything
  std::string rtsp_transport = "tcp";  ///< "tcp" or "udp"
  bool hardware_decode = true;  ///< try AVHWDeviceContext; software when there is none
  std::chrono::milliseconds open_timeout{10'000};
  std::chrono::milliseconds silence_timeout{5'000};  ///< a live source that yields nothing for this long has failed
  int decode_threads = 1;
};

/// Facts about an opened source.
struct SourceInfo {
  Size size;  ///< after rotation, as frames are delivered; non-square pixels are not stretched
  double frames_per_second = 0;  ///< nominal; 0 when unknown
  std::optional<std::int64_t> frame_count;  ///< when the container says so
  bool live = false;  ///< delivers at its own pace: cannot be paced, repeated or waited for
  bool seekable = false;  ///< can be looped
  std::string codec;  ///< "h264", "mjpeg", "test pattern" …
  std::string decoder;  ///< what really decodes, e.g. "h264 (software)", "h264 (vaapi)"; sure from the first frame on
};

/// One decoded frame with the cost of getting it.
struct SourceFrame {
  FramePtr frame;  ///< full size, planar YUV; info.capture_time is when the data was there, before decoding
  Span decode;  ///< stage::kVideoDecode, from capture to decoded
};
struct EndOfSource {};
/// The decoder marked the frame as damaged (missing references, bit errors); it was thrown away.
struct CorruptFrame {};
using ReadResult = std::variant<SourceFrame, CorruptFrame, EndOfSource>;

/// Belongs to one thread (the source thread); `read` blocks until there is a frame, the end, an error or a stop.
class Source {
 public:
  virtual ~Source() = default;
  [[nodiscard]] virtual const SourceInfo& info() const = 0;
  /// Decodes the next frame. kUnavailable / kDeadlineExceeded: the source fell away, open it anew. kCancelled: stopped.
  virtual Result<ReadResult> read(std::stop_token stop) = 0;
  /// Starts again from the first frame; sequence and pts go on from where they were. kUnsupported for live sources.
  virtual Status rewind() = 0;
};

/// What is wrong with an address (scheme://…) as it stands, before anything is opened: an unknown scheme, the options of a test
/// pattern, a host that `access` forbids as long as it is written as a number. Paths are well.
Status check_address(const std::string& text, const Access& access);

/// Opens any kind of source. Errors name the (credential-masked) uri and say what to do: no such file, no video stream
/// (audio only), an encrypted or unsupported codec, a size beyond 16384 pixels a side, refused, timed out.
Result<std::unique_ptr<Source>> open_source(const SourceOptions& options, const Clock& clock, std::stop_token stop);

}  // namespace ow::media
