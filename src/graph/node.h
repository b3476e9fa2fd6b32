// Node: one step of a workflow, written as an actor that is never run concurrently with itself.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "core/observer.h"
#include "core/packet.h"
#include "graph/descriptor.h"

namespace ow::graph {

/// How a node feels, as status and the page show it.
enum class Health { kOk, kWarning, kRetrying, kFailed };
std::string_view to_string(Health health);

/// What a node sees of the run around it. Every call is thread-safe unless said otherwise; lives as long as the node.
class NodeContext {
 public:
  virtual ~NodeContext() = default;
  [[nodiscard]] virtual const std::string& workflow() const = 0;
  [[nodiscard]] virtual const std::string& node() const = 0;
  [[nodiscard]] virtual bool lossless() const = 0;
  /// Started by the program itself, to go on with a run that failed or that the end of the server cut off: what that one
  /// wrote is to be kept.
  [[nodiscard]] virtual bool resumed() const = 0;
  [[nodiscard]] virtual const Clock& clock() const = 0;
  [[nodiscard]] virtual std::stop_token stop() const = 0;
  [[nodiscard]] virtual const std::shared_ptr<Observer>& observer() const = 0;

  /// Sends a packet to every edge of an output port. From a source's thread it waits while a blocking edge is full; from
  /// process(), on_posted or on_end it never waits. Not from other threads: post() first.
  virtual void emit(std::size_t port, Packet packet) = 0;
  /// The same for a packet that the node spared its work: counted as skipped, not as a result.
  virtual void pass_on(std::size_t port, Packet packet) = 0;
  /// Does the last packet of an output port still wait on each of its edges?
  [[nodiscard]] virtual bool waiting(std::size_t port) const = 0;
  /// Puts a newer packet in the place of one that is waiting(); it counts as the same packet, come later. False: nothing waits
  /// any more, and the packet is gone.
  virtual bool renew(std::size_t port, Packet packet) = 0;
  /// Runs `work` on this node's turn. The only call for callbacks of other threads. Ignored after the node ended.
  virtual void post(std::function<Status()> work) = 0;
  /// Runs what was posted so far. A source calls it between two frames, on its own thread, which is its turn; for other
  /// nodes the executor does that.
  virtual Status run_posted() = 0;
  /// Shown in status and log until the next report.
  virtual void report(Health health, std::string message) = 0;
  /// The same for what the node tries again at `next_try`: status says how long that is from now, 0 once it is past.
  virtual void report_retry(std::string message, TimePoint next_try) = 0;
  /// A fact worth showing beside the node, e.g. "device" → "CPUExecutionProvider 100 %".
  virtual void fact(std::string name, std::string value) = 0;

  /// Adds a span to the frame's trace and to the statistics.
  void span(Trace& trace, const char* name, TimePoint begin, TimePoint end, SpanKind kind = SpanKind::kWork) {
    trace.add(name, begin, end, kind);
    observer()->on_span(node(), {name, begin, end, kind});
  }
};

/// Where a packet came in.
struct Inlet {
  std::size_t port = 0;
  std::size_t edge = 0;  ///< 0, 1, 2 … over all edges into the node: tells upstreams of a `many` port apart
};

/// start, then process/posted work in any order, then on_end (all inputs ended), then destruction. A failed Status fails
/// the workflow. All but start and run happen on pool threads, one at a time, and must not block on I/O for long.
class Node {
 public:
  virtual ~Node() = default;
  /// Opens what the node needs (may block: files, models).
  virtual Status start(NodeContext& context) = 0;
  /// May the executor hand over another packet now? False while work in flight fills the node.
  [[nodiscard]] virtual bool wants_input() const { return true; }
  virtual Status process(NodeContext& context, Inlet inlet, Packet packet) = 0;
  /// Takes changed options over, on the node's turn: the whole validated set, in which only `live` options differ from those
  /// that the node has. All or nothing: after a failure (which carries the option's name as its place) the old ones hold.
  virtual Status set_options(NodeContext&, const Options&) {
    return fail(ErrorCode::kUnsupported, "this node takes no changes while it runs");
  }
  /// All inputs ended and their queues are empty; flush what is held.
  virtual Status on_end(NodeContext&) { return {}; }
  /// False while results are still to come by post(); the node ends once it is idle after on_end.
  [[nodiscard]] virtual bool idle() const { return true; }
};

/// A node without inputs, with a thread of its own.
class SourceNode : public Node {
 public:
  /// Emits until the source ends (OK), fails, or context.stop() is requested (OK).
  virtual Status run(NodeContext& context) = 0;
  Status process(NodeContext&, Inlet, Packet) final { return {}; }
};

}  // namespace ow::graph
