// One workflow from start to end in the foreground: what `overwatch run` and `overwatch detect` do.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "base/error.h"
#include "engine/runtime.h"
#include "graph/executor.h"
#include "graph/workflow.h"
#include "profile/profiler.h"

namespace ow::engine {

struct RunOnceOptions {
  std::string id = "run";
  std::shared_ptr<profile::TraceRecorder> trace;   ///< may be null
  std::shared_ptr<Observer> observer;              ///< instead of the profile; the statistics then stay empty
  std::chrono::milliseconds progress_interval{200};
  /// Called once from the calling thread, when every node is open and the sources have just begun.
  std::function<void()> on_started;
  /// Called from the calling thread while it waits.
  std::function<void(const graph::GraphRun&, profile::WorkflowProfile&)> on_progress;
};

struct RunOnceResult {
  profile::Snapshot statistics;
  std::vector<graph::NodeReport> nodes;
  std::vector<graph::EdgeReport> edges;
  double wall_s = 0;
  bool stopped = false;   ///< by `stop` rather than by its end
  bool lossless = false;
};

/// Validates, runs until every node ended or `stop`, and reports. Blocking. The error of a failed node carries its place.
Result<RunOnceResult> run_once(Runtime& runtime, const graph::Workflow& workflow, const RunOnceOptions& options,
                               std::stop_token stop);

}  // namespace ow::engine
