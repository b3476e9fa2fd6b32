// Engine: the workflows of this process: stored, validated, started, watched, restarted, stopped.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "core/notices.h"
#include "graph/registry.h"
#include "graph/workflow.h"
#include "live/hub.h"
#include "profile/leak_sentinel.h"
#include "profile/profiler.h"
#include "store/workflow_store.h"

namespace ow::engine {

enum class RunState { kStopped, kStarting, kRunning, kRestarting, kStopping, kFinished, kFailed };
/// "stopped", "starting", "running", "restarting", "stopping", "finished", "failed".
std::string_view to_string(RunState state);

struct NodeStatus {
  std::string id, type;
  std::string health;   ///< "ok", "warning", "retrying", "failed"
  std::string message;  ///< what happened and what comes next; empty when all is well
  std::vector<std::pair<std::string, std::string>> facts;  ///< "device", "decoder", "model" …
};

struct EdgeStatus {
  std::string from, to;       ///< node ids
  std::size_t depth = 0, capacity = 1;
  std::string policy;         ///< "latest", "drop_oldest", "block"
  std::uint64_t packets = 0;  ///< that went in since the start
  std::uint64_t drops = 0;
};

struct WorkflowStatus {
  std::string id, name;
  RunState state = RunState::kStopped;
  std::string message;                     ///< why it failed or restarts
  std::string started_at;                  ///< RFC 3339 UTC; empty when it never ran
  double uptime_s = 0;
  int restarts = 0;
  std::optional<std::chrono::milliseconds> next_retry_in;
  std::string preset;                      ///< that the last start used; empty for none
  std::vector<NodeStatus> nodes;           ///< empty while stopped
  std::vector<EdgeStatus> edges;
  /// Frames that wait in queues and pictures that are held for viewers. What is not counted here cannot be told apart by
  /// workflow: it belongs to the process.
  std::uint64_t held_bytes = 0;
};

struct StartOptions {
  std::optional<std::string> preset;  ///< "max-fps", "balanced", "max-accuracy"
  std::vector<std::string> overrides = {};  ///< "node.option=value", laid over the preset
};

/// All calls are thread-safe; those that start or stop block for at most a few seconds (model loading included) and are
/// not for I/O threads.
class Engine {
 public:
  virtual ~Engine() = default;

  virtual Result<std::vector<store::StoredWorkflow>> list() = 0;
  virtual Result<store::StoredWorkflow> get(const std::string& id) = 0;
  /// Stores a workflow document. Without `id` one is made from its name. Problems that are not warnings are kept out.
  virtual Result<store::StoredWorkflow> create(const graph::Workflow& workflow, std::optional<std::string> id) = 0;
  virtual Result<store::StoredWorkflow> update(const std::string& id, const graph::Workflow& workflow,
                                               std::optional<std::int64_t> expected_version) = 0;
  /// Stops it first when it runs.
  virtual Status remove(const std::string& id) = 0;
  virtual Result<std::vector<store::WorkflowVersion>> versions(const std::string& id) = 0;
  /// Everything that is wrong, without storing anything: types, options, edges, and models that are not there.
  virtual std::vector<graph::Problem> validate(const graph::Workflow& workflow) = 0;

  /// Starts the newest version. kFailedPrecondition when it runs already.
  virtual Status execute(const std::string& id, const StartOptions& options) = 0;
  /// Ends within 1 s. kFailedPrecondition when it does not run.
  virtual Status stop(const std::string& id) = 0;
  virtual void stop_all() = 0;
  virtual Result<WorkflowStatus> status(const std::string& id) = 0;
  virtual std::vector<WorkflowStatus> statuses() = 0;

  /// {"devices": [{kind, name, available, reason}], "default": "cpu", "loaded": [{model, providers, precision, …}]}: what
  /// is there and what really runs.
  [[nodiscard]] virtual nlohmann::ordered_json devices() = 0;

  [[nodiscard]] virtual const graph::Registry& registry() const = 0;
  [[nodiscard]] virtual profile::Profiler& profiler() = 0;
  [[nodiscard]] virtual live::Hub& hub() = 0;
  /// What concerns the process as a whole: store, descriptors, log, memory.
  [[nodiscard]] virtual NoticeBoard& notices() = 0;
  /// What the leak sentinel knows of memory, descriptors and threads; empty while it warms up.
  [[nodiscard]] virtual std::vector<profile::Growth> growths() = 0;
};

}  // namespace ow::engine
