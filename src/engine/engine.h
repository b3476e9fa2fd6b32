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
#include "core/frame.h"
#include "core/notices.h"
#include "engine/advice.h"
#include "graph/registry.h"
#include "graph/workflow.h"
#include "live/hub.h"
#include "models/catalogue.h"
#include "profile/leak_sentinel.h"
#include "profile/profiler.h"
#include "store/workflow_store.h"

namespace ow::engine {

inline constexpr std::size_t kWorkflowsMax = 1000;  ///< stored in one server

enum class RunState { kStopped, kStarting, kRunning, kRestarting, kStopping, kFinished, kFailed };
/// "stopped", "starting", "running", "restarting", "stopping", "finished", "failed".
std::string_view to_string(RunState state);

struct NodeStatus {
  std::string id, type;
  std::string health;   ///< "ok", "warning", "retrying", "failed"
  std::string message;  ///< what happened and what comes next; empty when all is well
  std::vector<std::pair<std::string, std::string>> facts;  ///< "device", "decoder", "model" …
  std::optional<std::chrono::milliseconds> next_retry_in = {};  ///< 0 while it tries
};

struct EdgeStatus {
  std::string from, to;       ///< node ids
  std::size_t depth = 0, capacity = 1;
  std::string policy;         ///< "latest", "drop_oldest", "block"
  std::uint64_t packets = 0;  ///< that went in since the start
  double rate = 0;            ///< packets a second, over the last 2 to 3 s
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
  std::int64_t version = 0;                ///< that the last start used; 0 when it never ran
  std::int64_t stored_version = 0;         ///< the newest
  /// While it runs: where it differs from the newest stored version, "nodes.detect.confidence", "edges"; by live changes, a
  /// preset, options of the start, or because another version was stored since.
  std::vector<std::string> differs;
  /// What runs at those of these places that are options: {"nodes.detect.confidence": 0.3}; null for the default.
  nlohmann::ordered_json running = nlohmann::ordered_json::object();
  std::vector<NodeStatus> nodes;  ///< empty while stopped
  std::vector<EdgeStatus> edges;
  /// Frames that wait in queues and pictures that are held for viewers. What is not counted here cannot be told apart by
  /// workflow: it belongs to the process.
  std::uint64_t held_bytes = 0;
};

struct StartOptions {
  std::optional<std::string> preset;  ///< "max-fps", "balanced", "max-accuracy"
  std::vector<std::string> overrides = {};  ///< "node.option=value", laid over the preset
};

/// What became of changed options of a running node.
struct OptionsOutcome {
  std::vector<std::string> applied;  ///< hold from the next frame on
  std::vector<std::string> with_next_frame;  ///< the source waits for a frame and takes them with it
  std::vector<std::string> needs_restart;  ///< are not live: stored and started again, they would hold
  std::vector<graph::Problem> problems;  ///< when there are any, nothing was changed
  nlohmann::ordered_json options;  ///< what the file would say of the node as it runs now
};

/// A model as pickers show it: what the file says of itself, read by loading it.
struct ModelFacts {
  std::string name;
  std::string path;
  std::uint64_t file_bytes = 0;
  std::string head = {};  ///< "yolov8", "centernet" …; empty when it is not understood
  std::string problem = {};  ///< why not
  Size input = {};  ///< of the picture that goes in
  std::vector<std::string> labels = {};
  std::vector<std::string> inputs = {}, outputs = {};  ///< "images 1x3x640x640 float32"
  std::optional<models::CatalogueEntry> entry = {};
};

/// A source to try.
struct SourceTest {
  std::string source;
  std::string rtsp_transport = "tcp";
  int width_max = 640;  ///< of the picture
};

struct SourceProbe {
  Size size;
  double frames_per_second = 0;  ///< 0 when unknown
  std::optional<std::int64_t> frame_count = {};
  bool live = false, seekable = false;
  std::string codec = {}, decoder = {};
  double open_ms = 0, first_frame_ms = 0;  ///< until it was open; from there to the first frame
  Size picture_size = {};
  std::vector<std::uint8_t> jpeg = {};
};

/// A webcam of this machine.
struct CaptureDevice {
  std::string source;  ///< "/dev/video0"
  std::string name;  ///< "HD Webcam C525"; empty when the system does not say
};

/// All calls are thread-safe; those that start or stop block for at most a few seconds (model loading included) and are
/// not for I/O threads.
class Engine {
 public:
  virtual ~Engine() = default;

  virtual Result<std::vector<store::StoredWorkflow>> list() = 0;
  virtual Result<store::StoredWorkflow> get(const std::string& id) = 0;
  /// Stores a workflow document. Without `id` one is made from its name. Problems that are not warnings are kept out.
  /// `author`: who stores this version; empty for nobody in particular.
  virtual Result<store::StoredWorkflow> create(const graph::Workflow& workflow, std::optional<std::string> id,
                                               const std::string& author = {}) = 0;
  virtual Result<store::StoredWorkflow> update(const std::string& id, const graph::Workflow& workflow,
                                               std::optional<std::int64_t> expected_version,
                                               const std::string& author = {}) = 0;
  /// Stops it first when it runs.
  virtual Status remove(const std::string& id) = 0;
  virtual Result<std::vector<store::WorkflowVersion>> versions(const std::string& id) = 0;
  virtual Result<store::WorkflowVersion> version(const std::string& id, std::int64_t number) = 0;
  /// The trash, and back out of it.
  virtual Result<std::vector<store::RemovedWorkflow>> removed() = 0;
  virtual Result<store::StoredWorkflow> restore_removed(const std::string& id) = 0;
  virtual Status forget_removed() = 0;
  /// What is being edited, by keeper: any JSON object, as text.
  virtual Result<std::vector<store::Draft>> drafts(const std::string& id) = 0;
  virtual Result<store::Draft> draft(const std::string& id, const std::string& keeper) = 0;
  virtual Result<store::Draft> set_draft(const std::string& id, store::Draft draft) = 0;
  virtual Status remove_draft(const std::string& id, const std::string& keeper) = 0;
  /// Everything that is wrong, without storing anything: types, options, edges, and models that are not there.
  virtual std::vector<graph::Problem> validate(const graph::Workflow& workflow) = 0;

  /// Starts the newest version. kFailedPrecondition when it runs already.
  virtual Status execute(const std::string& id, const StartOptions& options) = 0;
  /// Ends within 1 s. kFailedPrecondition when it does not run.
  virtual Status stop(const std::string& id) = 0;
  /// Changes options of a running node, without storing them: a JSON object {option: value}, null for the default.
  /// kFailedPrecondition when it does not run, kNotFound for the node.
  virtual Result<OptionsOutcome> set_options(const std::string& id, const std::string& node,
                                             const nlohmann::ordered_json& values) = 0;
  /// The last frame that went over an edge (of the nodes' ids), as a JPEG at most `width_max` wide. The first call begins to
  /// keep frames and waits up to a second for one; 10 s after the last call they are kept no longer.
  virtual Result<std::vector<std::uint8_t>> edge_picture(const std::string& id, const std::string& from,
                                                         const std::string& to, int width_max) = 0;
  /// Stops all that run. An error is the first of what could not be stored; all are stopped nevertheless.
  virtual Status stop_all() = 0;
  /// For the end of the process: what runs ends, its files whole, and runs again at the next start. May be called twice.
  virtual void end_runs() = 0;
  virtual Result<WorkflowStatus> status(const std::string& id) = 0;
  virtual std::vector<WorkflowStatus> statuses() = 0;

  /// What would help against the bottlenecks of a snapshot of this workflow's profile; nothing while it does not run.
  virtual std::vector<BottleneckAdvice> advice(const std::string& id, const profile::Snapshot& snapshot) = 0;

  /// Loads the model when it is not loaded (a second or so), remembers what it found while the file stays the same.
  virtual Result<ModelFacts> model(const std::string& name) = 0;

  /// Opens a source, decodes one frame and closes it; at most 5 s to open and 5 s for the frame, two at a time.
  virtual Result<SourceProbe> test_source(const SourceTest& test) = 0;
  virtual std::vector<CaptureDevice> capture_devices() = 0;

  /// {"devices": [{kind, name, available, reason}], "default": "cpu", "loaded": [{model, providers, precision, …}]}: what
  /// is there and what really runs.
  [[nodiscard]] virtual nlohmann::ordered_json devices() = 0;

  [[nodiscard]] virtual const graph::Registry& registry() const = 0;
  [[nodiscard]] virtual profile::Profiler& profiler() = 0;
  [[nodiscard]] virtual live::Hub& hub() = 0;
  /// What concerns the process as a whole: descriptors, memory that grows.
  [[nodiscard]] virtual NoticeBoard& notices() = 0;
  /// What the leak sentinel knows of memory, descriptors and threads; empty while it warms up.
  [[nodiscard]] virtual std::vector<profile::Growth> growths() = 0;
};

}  // namespace ow::engine
