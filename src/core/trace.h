// Trace: where one frame's time went, from capture to send.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/clock.h"

namespace ow {

/// Names of the built-in stages, as reports, the API and the log show them. A node may add names of its own; a stage
/// name is a string literal: spans keep the pointer.
namespace stage {
inline constexpr const char* kVideoDecode = "video_decode";
inline constexpr const char* kScale = "scale";
inline constexpr const char* kSimilarity = "similarity";
inline constexpr const char* kPreprocess = "preprocess";
inline constexpr const char* kModelInference = "model_inference";
inline constexpr const char* kPostprocess = "postprocess";
inline constexpr const char* kFilter = "filter";
inline constexpr const char* kXrayVisualization = "xray_visualization";
inline constexpr const char* kJpegEncoding = "jpeg_encoding";
inline constexpr const char* kReducedEncoding = "reduced_encoding";  ///< the smaller picture for slow viewers
inline constexpr const char* kFileEncoding = "file_encoding";
inline constexpr const char* kQueueWait = "queue_wait";            ///< on an edge, until the node takes the frame
inline constexpr const char* kInferenceWait = "inference_wait";    ///< in the inference service's queue
inline constexpr const char* kCompletionWait = "completion_wait";  ///< result ready, until the node runs again
inline constexpr const char* kOrderWait = "order_wait";            ///< result known, until the frames before it are
inline constexpr const char* kPaceWait = "pace_wait";  ///< encoded, until it is due: pictures are shown evenly
inline constexpr const char* kSendWait = "send_wait";  ///< due, until the viewer's connection takes it
inline constexpr const char* kAudit = "skip_audit";  ///< a skipped frame inferred after all, off its path
inline constexpr const char* kSend = "send";  ///< handing the bytes to the kernel
}  // namespace stage

enum class SpanKind : std::uint8_t { kWork, kWait };

struct Span {
  const char* name = nullptr;
  TimePoint begin{};
  TimePoint end{};
  SpanKind kind = SpanKind::kWork;
};

/// A value that travels with a frame; each branch of a graph has its own copy. At most kSpansMax spans are kept, then
/// further ones are counted as lost (and so show up as unaccounted time).
class Trace {
 public:
  static constexpr std::size_t kSpansMax = 32;

  explicit Trace(TimePoint capture = {}) : capture_(capture) {}

  void add(const char* name, TimePoint begin, TimePoint end, SpanKind kind = SpanKind::kWork);

  [[nodiscard]] TimePoint capture() const { return capture_; }
  [[nodiscard]] std::span<const Span> spans() const { return {spans_.data(), count_}; }
  [[nodiscard]] std::size_t lost() const { return lost_; }

  /// Time between capture and `end` that no span covers; overlapping spans count once.
  [[nodiscard]] Duration unaccounted(TimePoint end) const;

 private:
  TimePoint capture_;
  std::array<Span, kSpansMax> spans_{};
  std::uint8_t count_ = 0;
  std::uint8_t lost_ = 0;
};

}  // namespace ow
