#include "engine/run_once.h"

#include <condition_variable>
#include <mutex>
#include <optional>

namespace ow::engine {
namespace {

/// The run's end, handed over from one of its threads.
class Ending {
 public:
  void set(const Status& status) {
    {
      std::lock_guard lock(mutex_);
      status_ = status;
    }
    ended_.notify_all();
  }
  /// True when the run ended (or `stop` came) within `timeout`.
  bool wait(std::stop_token stop, std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, stop, timeout, [&] { return status_.has_value(); }) || stop.stop_requested();
  }
  std::optional<Status> status() {
    std::lock_guard lock(mutex_);
    return status_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any ended_;
  std::optional<Status> status_;
};

/// A workflow that names what this machine lacks is no wrong workflow: the run fails, as for a source that is not there.
Status places_hold(const graph::Plan& plan, const Runtime& runtime) {
  auto status = to_status(check_places(plan, runtime));
  if (!status) status.error().code = ErrorCode::kFailedPrecondition;
  return status;
}

}  // namespace

Result<RunOnceResult> run_once(Runtime& runtime, const graph::Workflow& workflow, const RunOnceOptions& options,
                               std::stop_token stop) {
  const graph::Validation validation = graph::validate(workflow, runtime.registry());
  OW_CHECK(to_status(validation.problems));
  OW_CHECK(places_hold(validation.plan, runtime));

  const auto profile = runtime.profiler().workflow(options.id);
  profile->set_trace_recorder(options.trace);
  auto ending = std::make_shared<Ending>();
  RunOnceResult result;
  result.lossless = is_lossless(validation.plan);
  graph::RunOptions run_options{
      .workflow = options.id, .lossless = result.lossless, .observer = profile, .on_finished = {}};
  if (options.observer) run_options.observer = options.observer;
  run_options.on_finished = [ending](const Status& status) { ending->set(status); };
  OW_TRY(auto run, graph::GraphRun::create(validation.plan, std::move(run_options), runtime.pool(), runtime.clock()));
  OW_CHECK(run->start());
  const TimePoint begin = runtime.clock().now();
  if (options.on_started) options.on_started();
  while (!ending->wait(stop, options.progress_interval)) {
    if (options.on_progress) options.on_progress(*run, *profile);
  }
  result.wall_s = to_seconds(runtime.clock().now() - begin);
  if (options.on_progress) options.on_progress(*run, *profile);
  run->stop();
  const auto status = ending->status();
  if (status && !*status) return std::unexpected(status->error());
  result.stopped = !status;
  result.statistics = profile->snapshot();
  result.nodes = run->nodes();
  result.edges = run->edges();
  return result;
}

}  // namespace ow::engine
