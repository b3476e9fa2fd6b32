// Observer: how the data plane reports what happens. `profile` implements it, `engine` wires it; the graph knows only this.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/trace.h"

namespace ow {

enum class DropReason {
  kQueueFull,  ///< an edge's policy let a newer frame replace this one
  kRateLimit,  ///< processing_fps, fps or max_fps
  kCorrupt,  ///< the decoder marked the frame as damaged
  kLate,  ///< the source was behind its own clock
  kDeadline,  ///< the inference service gave it up
  kStorageFull,  ///< not recorded: the disk was full
};
constexpr std::string_view to_string(DropReason reason) {
  switch (reason) {
    case DropReason::kQueueFull: return "queue_full";
    case DropReason::kRateLimit: return "rate_limit";
    case DropReason::kCorrupt: return "corrupt";
    case DropReason::kLate: return "late";
    case DropReason::kDeadline: return "deadline";
    case DropReason::kStorageFull: return "storage_full";
  }
  return "unknown";
}

/// All calls are cheap, thread-safe and never block on I/O: they are made on the frame path, from any thread.
class Observer {
 public:
  virtual ~Observer() = default;
  /// A stage or wait of `node` ended.
  virtual void on_span(std::string_view node, const Span& span) = 0;
  /// A source produced a frame (before any gate).
  virtual void on_frame_in(std::string_view node) = 0;
  /// A node finished with a frame: counts towards the node's rate. For model nodes: an inference.
  virtual void on_frame_out(std::string_view node) = 0;
  /// A frame was passed on without inference because it looked like the last inferred one or the rate cap said so.
  virtual void on_skip(std::string_view node) = 0;
  /// A frame was lost. `where` is an edge ("camera -> detect") or a node id.
  virtual void on_drop(std::string_view where, DropReason reason) = 0;
  /// A frame reached a viewer (or the end of an offline graph) at `end`: its trace is complete.
  virtual void on_complete(std::string_view node, const Trace& trace, TimePoint end) = 0;
  /// An encoded picture's size in bytes.
  virtual void on_picture(std::string_view node, std::size_t bytes) = 0;
};

}  // namespace ow
