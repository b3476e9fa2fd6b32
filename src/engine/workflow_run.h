// WorkflowRun: the life of one stored workflow's runs: start, failure, restart with back-off, stop.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "engine/edge_rates.h"
#include "engine/engine.h"
#include "engine/runtime.h"
#include "graph/executor.h"

namespace ow::engine {

/// A version of a workflow's document.
struct StoredVersion {
  graph::Workflow workflow;
  std::int64_t number = 0;
};

/// Thread-safe. start and stop exclude each other and may block; status never waits for them.
class WorkflowRun : public std::enable_shared_from_this<WorkflowRun> {
 public:
  /// `notify` is called from any thread when the run ended by itself: handle_end() is then to be called from a control thread.
  WorkflowRun(Runtime& runtime, std::string id, std::function<void()> notify);
  ~WorkflowRun();

  /// Held by who changes whether it runs together with what is stored of that; before all other locks.
  std::mutex& life() { return life_; }

  /// kFailedPrecondition while it runs, starts or waits for a restart.
  /// `stored` is the version that was read, of which `workflow` may be a variant (preset, options of the start). `resumed`: it
  /// ran when the server ended, and goes on.
  Status start(const graph::Workflow& workflow, const std::string& preset, const StoredVersion& stored, bool resumed);
  /// kFailedPrecondition when there is nothing to stop.
  Status stop();
  /// What follows a run's end: finished, or a restart with back-off.
  void handle_end();
  /// Starts again when the time of a planned restart has come.
  void tick(TimePoint now);

  /// Another version was stored.
  void on_stored(const StoredVersion& stored);
  /// See Engine::set_options.
  Result<OptionsOutcome> set_options(const std::string& node, const nlohmann::ordered_json& values);
  /// See Engine::edge_picture.
  Result<FramePtr> edge_frame(const std::string& from, const std::string& to);

  /// The document as it runs, live changes included; null while it does not run.
  [[nodiscard]] std::shared_ptr<const graph::Workflow> running_document() const;

  [[nodiscard]] WorkflowStatus status() const;
  [[nodiscard]] bool active() const;

 private:
  Status launch();
  Status try_launch();
  void plan_restart(const Error& error);
  void compare_with_stored();
  void set_state(RunState state, std::string message = {});
  std::shared_ptr<graph::GraphRun> current() const;

  Runtime& runtime_;
  const std::string id_;
  const std::function<void()> notify_;

  std::mutex life_;
  std::mutex control_;  // one start, stop or restart at a time
  graph::Workflow workflow_;  // guarded by control_; as it runs, live changes included
  StoredVersion stored_;  // guarded by control_; the newest that was stored
  int failures_in_row_ = 0;  // guarded by control_
  bool goes_on_ = false;  // guarded by control_; the next launch goes on with what an earlier one began

  mutable std::mutex mutex_;  // guards what follows; never held over a blocking call
  std::shared_ptr<graph::GraphRun> run_;
  std::optional<Status> ended_;
  RunState state_ = RunState::kStopped;
  std::string message_;
  std::string name_;
  std::string preset_;
  std::int64_t version_ = 0;
  std::vector<std::string> differs_;
  nlohmann::ordered_json running_ = nlohmann::ordered_json::object();  // values at these places
  std::shared_ptr<const graph::Workflow> document_;  // a copy of workflow_ for those who read
  mutable EdgeRates edge_rates_;
  std::string started_at_;
  TimePoint started_{};
  std::optional<TimePoint> restart_at_;
  int restarts_ = 0;
  std::uint64_t generation_ = 0;  // tells an old run's end from the present one's
  std::vector<graph::NodeReport> last_nodes_;  // of the run that failed
};

}  // namespace ow::engine
