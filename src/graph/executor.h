// GraphRun: one run of one workflow: nodes as actors, edges as bounded queues.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
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
};

struct EdgeReport {
  std::string from, to;
  std::size_t depth = 0, capacity = 1;
  QueuePolicy policy = QueuePolicy::kLatest;
  std::uint64_t packets = 0, drops = 0;
  std::uint64_t bytes = 0;  ///< of the frames that wait; one that waits on two edges counts twice
};

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

  [[nodiscard]] std::vector<NodeReport> nodes() const;
  [[nodiscard]] std::vector<EdgeReport> edges() const;

 private:
  struct State;
  explicit GraphRun(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ow::graph
