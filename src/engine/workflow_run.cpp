#include "engine/workflow_run.h"

#include <algorithm>

#include "base/guard.h"
#include "base/log.h"
#include "base/text.h"
#include "engine/timestamps.h"

namespace ow::engine {
namespace {

constexpr std::chrono::milliseconds kRestartFirst{500};
constexpr std::chrono::milliseconds kRestartLongest{30'000};
/// A run that lasted this long was a good one: the next failure starts the back-off anew.
constexpr std::chrono::seconds kGoodRun{30};

std::string_view policy_name(QueuePolicy policy) {
  switch (policy) {
    case QueuePolicy::kBlock: return "block";
    case QueuePolicy::kDropOldest: return "drop_oldest";
    case QueuePolicy::kLatest: return "latest";
  }
  return "latest";
}

std::optional<std::chrono::milliseconds> left_until(const std::optional<TimePoint>& then, TimePoint now) {
  if (!then) return {};
  return std::max(std::chrono::milliseconds(0), std::chrono::duration_cast<std::chrono::milliseconds>(*then - now));
}

NodeStatus to_status(const graph::NodeReport& report, TimePoint now) {
  return {report.id,      report.type,  std::string(graph::to_string(report.health)),
          report.message, report.facts, left_until(report.next_try, now)};
}

EdgeStatus to_status(const graph::EdgeReport& report) {
  return {.from = report.from,
          .to = report.to,
          .depth = report.depth,
          .capacity = report.capacity,
          .policy = std::string(policy_name(report.policy)),
          .packets = report.packets,
          .drops = report.drops};
}

}  // namespace

std::string_view to_string(RunState state) {
  switch (state) {
    case RunState::kStopped: return "stopped";
    case RunState::kStarting: return "starting";
    case RunState::kRunning: return "running";
    case RunState::kRestarting: return "restarting";
    case RunState::kStopping: return "stopping";
    case RunState::kFinished: return "finished";
    case RunState::kFailed: return "failed";
  }
  return "stopped";
}

WorkflowRun::WorkflowRun(Runtime& runtime, std::string id, std::function<void()> notify)
    : runtime_(runtime), id_(std::move(id)), notify_(std::move(notify)) {}

WorkflowRun::~WorkflowRun() {
  if (const auto run = current()) run->stop();
}

std::shared_ptr<graph::GraphRun> WorkflowRun::current() const {
  std::lock_guard lock(mutex_);
  return run_;
}

bool WorkflowRun::active() const {
  std::lock_guard lock(mutex_);
  return state_ == RunState::kStarting || state_ == RunState::kRunning || state_ == RunState::kRestarting ||
         state_ == RunState::kStopping;
}

void WorkflowRun::set_state(RunState state, std::string message) {
  std::lock_guard lock(mutex_);
  state_ = state;
  message_ = std::move(message);
  if (state != RunState::kRestarting) restart_at_.reset();
}

Status WorkflowRun::start(const graph::Workflow& workflow, const std::string& preset, const StoredVersion& stored,
                          bool resumed) {
  std::lock_guard control(control_);
  if (active()) return fail(ErrorCode::kFailedPrecondition, "workflow '{}' is running already; stop it first", id_);
  workflow_ = workflow;
  stored_ = stored;
  failures_in_row_ = 0;
  goes_on_ = resumed;
  runtime_.profiler().workflow(id_)->reset();  // the rates of this run, not of the pause before it
  {
    std::lock_guard lock(mutex_);
    name_ = workflow.name;
    preset_ = preset;
    version_ = stored.number;
    restarts_ = 0;
  }
  compare_with_stored();
  Status status = launch();
  if (!status && status.error().code == ErrorCode::kResourceExhausted) {
    plan_restart(status.error());  // memory, descriptors or disk, which others may give back
    return {};
  }
  if (!status) {
    set_state(RunState::kFailed, status.error().text());
    log::error("workflow {}: {}", id_, status.error().text());
  }
  return status;
}

Status WorkflowRun::launch() {
  return guarded([this] { return try_launch(); });
}

Status WorkflowRun::try_launch() {
  set_state(RunState::kStarting);
  const graph::Validation validation = graph::validate(workflow_, runtime_.registry());
  OW_CHECK(engine::to_status(validation.problems));
  OW_CHECK(engine::to_status(check_places(validation.plan, runtime_)));
  std::uint64_t generation = 0;
  {
    std::lock_guard lock(mutex_);
    generation = ++generation_;
    ended_.reset();
    last_nodes_.clear();
  }
  graph::RunOptions options{.workflow = id_,
                            .lossless = is_lossless(validation.plan),
                            .resumed = goes_on_,
                            .observer = runtime_.profiler().workflow(id_),
                            .on_finished = {}};
  options.on_finished = [self = weak_from_this(), generation](const Status& status) {
    const auto run = self.lock();
    if (!run) return;
    {
      std::lock_guard lock(run->mutex_);
      if (run->generation_ != generation) return;
      run->ended_ = status;
    }
    run->notify_();
  };
  OW_TRY(std::shared_ptr<graph::GraphRun> run,
         graph::GraphRun::create(validation.plan, std::move(options), runtime_.pool(), runtime_.clock()));
  OW_CHECK(run->start());
  goes_on_ = true;
  std::lock_guard lock(mutex_);
  run_ = std::move(run);
  state_ = RunState::kRunning;
  message_.clear();
  started_ = runtime_.clock().now();
  edge_rates_.reset(started_);
  started_at_ = now_rfc3339();
  log::info("workflow {} is running", id_);
  return {};
}

Status WorkflowRun::stop() {
  std::lock_guard control(control_);
  if (!active()) return fail(ErrorCode::kFailedPrecondition, "workflow '{}' does not run", id_);
  set_state(RunState::kStopping);
  std::shared_ptr<graph::GraphRun> run;
  {
    std::lock_guard lock(mutex_);
    ++generation_;
    run = std::move(run_);
  }
  if (run) run->stop();
  set_state(RunState::kStopped);
  log::info("workflow {} is stopped", id_);
  return {};
}

void WorkflowRun::handle_end() {
  std::lock_guard control(control_);
  std::optional<Status> ended;
  std::shared_ptr<graph::GraphRun> run;
  {
    std::lock_guard lock(mutex_);
    ended = std::exchange(ended_, std::nullopt);
    if (!ended || !run_) return;  // stopped meanwhile
    run = std::move(run_);
    last_nodes_ = run->nodes();
    for (graph::NodeReport& report : last_nodes_) report.next_try.reset();  // that run tries nothing any more
  }
  run->stop();
  if (*ended) {
    set_state(RunState::kFinished);
    log::info("workflow {} is finished", id_);
  } else {
    plan_restart(ended->error());
  }
}

void WorkflowRun::plan_restart(const Error& error) {
  std::lock_guard lock(mutex_);
  const TimePoint now = runtime_.clock().now();
  failures_in_row_ = now - started_ > kGoodRun ? 1 : failures_in_row_ + 1;
  const auto pause = std::min(kRestartLongest, kRestartFirst * (1 << std::min(failures_in_row_ - 1, 10)));
  state_ = RunState::kRestarting;
  restart_at_ = now + pause;
  message_ = error.text();
  log::error("workflow {}: {} Starting again in {:.1f} s.", id_, as_sentence(error.text()),
             std::chrono::duration<double>(pause).count());
}

void WorkflowRun::tick(TimePoint now) {
  std::lock_guard control(control_);
  {
    std::lock_guard lock(mutex_);
    if (!restart_at_ || now < *restart_at_) return;
    ++restarts_;
  }
  if (const Status status = launch(); !status) plan_restart(status.error());
}

WorkflowStatus WorkflowRun::status() const {
  WorkflowStatus status;
  std::shared_ptr<graph::GraphRun> run;
  const TimePoint now = runtime_.clock().now();
  {
    std::lock_guard lock(mutex_);
    run = run_;
    status.id = id_;
    status.name = name_;
    status.state = state_;
    status.message = message_;
    status.started_at = started_at_;
    status.restarts = restarts_;
    status.preset = preset_;
    status.version = version_;
    if (state_ != RunState::kStopped && state_ != RunState::kFinished) {
      status.differs = differs_;
      status.running = running_;
    }
    if (state_ == RunState::kRunning) status.uptime_s = to_seconds(now - started_);
    status.next_retry_in = left_until(restart_at_, now);
    if (!run) {
      for (const graph::NodeReport& report : last_nodes_) status.nodes.push_back(to_status(report, now));
    }
  }
  if (run) {
    for (const graph::NodeReport& report : run->nodes()) status.nodes.push_back(to_status(report, now));
    std::vector<std::uint64_t> packets;
    for (const graph::EdgeReport& report : run->edges()) {
      status.edges.push_back(to_status(report));
      packets.push_back(report.packets);
      status.held_bytes += report.bytes;
    }
    for (const NodeStatus& node : status.nodes) {
      const auto view = runtime_.hub().find(id_, node.id);
      if (const live::PicturePtr picture = view ? view->newest() : nullptr) status.held_bytes += picture->bytes.size();
    }
    std::lock_guard lock(mutex_);
    const std::vector<double> rates = edge_rates_.look(now, packets);
    for (std::size_t i = 0; i < rates.size(); ++i) status.edges[i].rate = rates[i];
  }
  return status;
}

}  // namespace ow::engine
