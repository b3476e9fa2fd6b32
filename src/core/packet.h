// Packet: what travels on an edge of the graph.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "core/detection.h"
#include "core/frame.h"
#include "core/trace.h"

namespace ow {

/// Something that happened (a debug line, later: zone entered, line crossed).
struct Event {
  std::string kind;
  std::string text;
};
using EventPtr = std::shared_ptr<const Event>;

/// What a node adds to the frame; the port's type says which alternative it holds.
using Payload = std::variant<std::monostate, DetectionSetPtr, EventPtr>;

/// One frame with what is known about it so far. Cheap to copy; the shared parts are immutable.
struct Packet {
  FramePtr frame;  ///< never null
  Payload payload;
  /// Set by the similarity gate: this frame looks like the one with this sequence. A model that inferred exactly that
  /// frame last may carry its result over.
  std::optional<std::uint64_t> similar_to;
  Trace trace;

  [[nodiscard]] const DetectionSet* detections() const {
    const auto* set = std::get_if<DetectionSetPtr>(&payload);
    return set != nullptr ? set->get() : nullptr;
  }
};

}  // namespace ow
