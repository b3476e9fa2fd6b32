// WorkflowRun: the life of one stored workflow's runs: start, failure, restart with back-off, stop.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "engine/engine.h"
#include "engine/runtime.h"
#include "graph/executor.h"

namespace ow::engine {

/// Thread-safe. start and stop exclude each other and may block; status never waits for them.
class WorkflowRun : public std::enable_shared_from_this<WorkflowRun> {
 public:
  /// `notify` is called from any thread when the run ended by itself: handle_end() is then to be called from a control thread.
  WorkflowRun(Runtime& runtime, std::string id, std::function<void()> notify);
  ~WorkflowRun();

  /// kFailedPrecondition while it runs, starts or waits for a restart.
  Status start(const graph::Workflow& workflow, const std::string& preset);
  /// kFailedPrecondition when there is nothing to stop.
  Status stop();
  /// What follows a run's end: finished, or a restart with back-off.
  void handle_end();
  /// Starts again when the time of a planned restart has come.
  void tick(TimePoint now);

  [[nodiscard]] WorkflowStatus status() const;
  [[nodiscard]] bool active() const;

 private:
  Status launch();
  Status try_launch();
  void plan_restart(const Error& error);
  void set_state(RunState state, std::string message = {});
  std::shared_ptr<graph::GraphRun> current() const;

  Runtime& runtime_;
  const std::string id_;
  const std::function<void()> notify_;

  std::mutex control_;  // one start, stop or restart at a time
  graph::Workflow workflow_;  // guarded by control_
  int failures_in_row_ = 0;  // guarded by control_

  mutable std::mutex mutex_;  // guards what follows; never held over a blocking call
  std::shared_ptr<graph::GraphRun> run_;
  std::optional<Status> ended_;
  RunState state_ = RunState::kStopped;
  std::string message_;
  std::string name_;
  std::string preset_;
  std::string started_at_;
  TimePoint started_{};
  std::optional<TimePoint> restart_at_;
  int restarts_ = 0;
  std::uint64_t generation_ = 0;  // tells an old run's end from the present one's
  std::vector<graph::NodeReport> last_nodes_;  // of the run that failed
};

}  // namespace ow::engine
