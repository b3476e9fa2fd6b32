// GraphRun: one run of one workflow: nodes as actors, edges as bounded queues.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "core/observer.h"
#include "graph/node.h"
#include "graph/worker_pool.h"
#include "graph/workflow.h"

namespace ow::graph {

struct RunOptions {
  std::string workflow;                 ///< id, for status and log
  bool lossless = false;                ///< every edge blocks instead of dropping
  bool resumed = false;                 ///< see NodeContext::resumed()
  std::shared_ptr<Observer> observer;   ///< never null
  /// Called once, on a thread of the run, when every node ended (OK) or one failed. It must only post elsewhere; the run
  /// is stopped and destroyed from another thread.
  std::function<void(const Status&)> on_finished;
};

struct NodeReport {
  std::string id, type;
  Health health = Health::kOk;
  std::string message;
  std::vector<std::pair<std::string, std::string>> facts;
  std::optional<TimePoint> next_try = {};  ///< of what it tries again
};

struct EdgeReport {
  std::string from, to;
  std::size_t depth = 0, capacity = 1;
  QueuePolicy policy = QueuePolicy::kLatest;
  std::uint64_t packets = 0, drops = 0;
  std::uint64_t bytes = 0;  ///< of the frames that wait; one that waits on two edges counts twice
};

/// When changed options hold.
enum class Applied { kNow, kWithNextFrame };

/// Created, started, watched and stopped from control threads; the clock and the pool outlive it.
class GraphRun {
 public:
  /// Makes the nodes; nothing is opened yet. Errors carry the place "nodes.<id>".
  static Result<std::unique_ptr<GraphRun>> create(const Plan& plan, RunOptions options, WorkerPool& pool,
                                                  const Clock& clock);
  ~GraphRun();  ///< stops

  /// Opens every node (sinks first, so that nothing is lost), then lets the sources run. Blocking.
  Status start();
  /// Ends sources, lets running turns finish, destroys the nodes. Idempotent; what is queued is dropped.
  void stop();

  /// Hands a node changed live options on its turn and waits for its word, at most `wait`; a source that waits for its next
  /// frame takes them with that one. What the node refuses fails with the option's name as place.
  Result<Applied> set_options(std::string_view node, Options options, std::chrono::milliseconds wait);

  /// The last frame that went from node to node. From the first call on the edge keeps it, for 10 s after the last call;
  /// when there is none yet, waits for one, at most `wait`. kNotFound: no such edge. kUnavailable: no frame came.
  Result<FramePtr> edge_frame(std::string_view from, std::string_view to, std::chrono::milliseconds wait);

  [[nodiscard]] std::vector<NodeReport> nodes() const;
  [[nodiscard]] std::vector<EdgeReport> edges() const;

 private:
  struct State;
  explicit GraphRun(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ow::graph
