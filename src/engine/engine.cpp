#include "engine/engine.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/bounded_queue.h"
#include "base/guard.h"
#include "base/log.h"
#include "base/text.h"
#include "base/thread.h"
#include "engine/devices_json.h"
#include "engine/engine_factory.h"
#include "engine/model_reader.h"
#include "engine/performance_log.h"
#include "engine/presets.h"
#include "engine/process_watch.h"
#include "engine/source_tester.h"
#include "engine/start_options.h"
#include "engine/still.h"
#include "engine/store_watch.h"
#include "engine/workflow_run.h"
#include "graph/secrets.h"

namespace ow::engine {
namespace {

using Json = nlohmann::ordered_json;

/// How often planned restarts and the log are looked at.
constexpr std::chrono::milliseconds kTick{100};

std::string id_from(std::string_view name) {
  std::string id;
  for (const char c : to_lower(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      id += c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id.empty() ? "workflow" : id.substr(0, 48);
}

class EngineImpl final : public Engine {
 public:
  EngineImpl(Runtime& runtime, std::unique_ptr<store::WorkflowStore> store)
      : runtime_(runtime),
        store_(std::move(store)),
        performance_log_(runtime.profiler()),
        process_watch_(runtime.notices()),
        store_watch_(runtime.notices(), *store_) {
    control_ = std::jthread([this](std::stop_token stop) { control_loop(stop); });
  }

  ~EngineImpl() override { EngineImpl::end_runs(); }

  void end_runs() override {
    control_.request_stop();
    if (control_.joinable()) control_.join();
    for (const auto& [id, run] : runs()) {
      const std::lock_guard life(run->life());
      if (run->active()) (void)run->stop();
    }
  }

  /// Starts what ran when the process ended.
  void resume() {
    auto stored = store_->list();
    if (!stored) return;
    for (const store::StoredWorkflow& workflow : *stored) {
      if (!workflow.wanted_running) continue;
      log::info("workflow {} ran before; starting it again", workflow.id);
      const StartOptions options = read_start_options(workflow.start_options);
      const Status started =
          with_run(workflow.id, [&](WorkflowRun& run) { return start(run, workflow.id, options, true); });
      if (!started) log::warn("workflow {} does not start: {}", workflow.id, started.error().text());
    }
  }

  Result<std::vector<store::StoredWorkflow>> list() override { return store_->list(); }
  Result<store::StoredWorkflow> get(const std::string& id) override { return store_->get(id); }

  Result<store::StoredWorkflow> create(const graph::Workflow& workflow, std::optional<std::string> id,
                                       const std::string& author) override {
    OW_CHECK(check(workflow));
    OW_TRY(const auto stored, store_->list());
    if (stored.size() >= kWorkflowsMax) {
      return fail(ErrorCode::kResourceExhausted, "there are {} workflows already; delete one first", stored.size());
    }
    if (id) {
      if (!graph::is_valid_id(*id) || graph::is_reserved_id(*id)) {
        return fail_at("id", ErrorCode::kInvalidArgument,
                       "'{}' is not made of a-z, 0-9 and '-' (1 to 64) or is reserved", *id);
      }
      return store_->create(*id, name_of(workflow, *id), graph::to_json(workflow).dump(), author);
    }
    return create_with_free_id(workflow, author);
  }

  Result<store::StoredWorkflow> update(const std::string& id, const graph::Workflow& workflow,
                                       std::optional<std::int64_t> expected_version,
                                       const std::string& author) override {
    OW_CHECK(check(workflow));
    auto stored = store_->update(id, name_of(workflow, id), graph::to_json(workflow).dump(), expected_version, author);
    if (!stored) return stored;
    if (const auto run = find_run(id)) run->on_stored({workflow, stored->version});
    return stored;
  }

  Status remove(const std::string& id) override {
    return with_run(id, [&](WorkflowRun& run) -> Status {
      OW_CHECK(stored_of(run, id));
      OW_CHECK(store_->remove(id));
      if (run.active()) OW_CHECK(run.stop());
      forget(id);
      return {};
    });
  }

  Result<std::vector<store::WorkflowVersion>> versions(const std::string& id) override { return store_->versions(id); }
  Result<store::WorkflowVersion> version(const std::string& id, std::int64_t number) override {
    return store_->version(id, number);
  }
  Result<std::vector<store::RemovedWorkflow>> removed() override { return store_->removed(); }
  Result<store::StoredWorkflow> restore_removed(const std::string& id) override { return store_->restore_removed(id); }
  Status forget_removed() override { return store_->forget_removed(); }
  Result<std::vector<store::Draft>> drafts(const std::string& id) override { return store_->drafts(id); }
  Result<store::Draft> draft(const std::string& id, const std::string& keeper) override {
    return store_->draft(id, keeper);
  }
  Result<store::Draft> set_draft(const std::string& id, store::Draft draft) override {
    return store_->set_draft(id, std::move(draft));
  }
  Status remove_draft(const std::string& id, const std::string& keeper) override {
    return store_->remove_draft(id, keeper);
  }

  std::vector<graph::Problem> validate(const graph::Workflow& workflow) override {
    graph::Validation validation = graph::validate(workflow, runtime_.registry());
    if (const Status name = graph::check_name(workflow.name); !name)
      validation.problems.push_back({name.error().place, name.error().message});
    std::ranges::move(check_places(validation.plan, runtime_), std::back_inserter(validation.problems));
    return validation.problems;
  }

  Status execute(const std::string& id, const StartOptions& options) override {
    return with_run(id, [&](WorkflowRun& run) { return start(run, id, options, false); });
  }

  Status stop(const std::string& id) override {
    return with_run(id, [&](WorkflowRun& run) -> Status {
      if (!run.active()) OW_CHECK(stored_of(run, id));
      process_watch_.workflows_changed();
      Status stopped = run.stop();            // also when the store cannot be read
      Status forgotten = forget_running(id);  // also when it ended just now, with the server
      return stopped ? std::move(forgotten) : std::move(stopped);
    });
  }

  Result<OptionsOutcome> set_options(const std::string& id, const std::string& node, const Json& values) override {
    OW_TRY(const auto run, running(id));
    return run->set_options(node, values);
  }

  Result<std::vector<std::uint8_t>> edge_picture(const std::string& id, const std::string& from, const std::string& to,
                                                 int width_max) override {
    OW_TRY(const auto run, running(id));
    OW_TRY(const FramePtr frame, run->edge_frame(from, to));
    OW_TRY(Still still, encode_still(*frame, width_max));
    return std::move(still.jpeg);
  }

  std::vector<BottleneckAdvice> advice(const std::string& id, const profile::Snapshot& snapshot) override {
    const auto run = find_run(id);
    const auto document = run ? run->running_document() : nullptr;
    if (!document) return {};
    return advise(*document, runtime_.registry(), snapshot);
  }

  Result<ModelFacts> model(const std::string& name) override { return model_reader_.read(name); }

  Result<SourceProbe> test_source(const SourceTest& test) override { return source_tester_.test(test); }
  std::vector<CaptureDevice> capture_devices() override { return find_capture_devices(); }

  Status stop_all() override {
    Status all;
    for (const auto& [id, run] : runs()) {
      const std::lock_guard life(run->life());
      if (run->active()) (void)run->stop();
      if (Status stored = forget_running(id); !stored && all) all = std::move(stored);
    }
    return all;
  }

  Result<WorkflowStatus> status(const std::string& id) override {
    const auto stored = store_->get(id);
    if (stored) return status_of(*stored);
    // What runs can be looked at even when the store cannot be read.
    if (const auto run = find_run(id); run && stored.error().code != ErrorCode::kNotFound) return run->status();
    return std::unexpected(stored.error());
  }

  std::vector<WorkflowStatus> statuses() override {
    std::vector<WorkflowStatus> all;
    if (const auto stored = store_->list()) {
      for (const store::StoredWorkflow& workflow : *stored) all.push_back(status_of(workflow));
    } else {
      for (const auto& [id, run] : runs()) all.push_back(run->status());
    }
    return all;
  }

  Json devices() override { return devices_json(runtime_); }

  [[nodiscard]] const graph::Registry& registry() const override { return runtime_.registry(); }
  [[nodiscard]] profile::Profiler& profiler() override { return runtime_.profiler(); }
  [[nodiscard]] live::Hub& hub() override { return runtime_.hub(); }
  [[nodiscard]] NoticeBoard& notices() override { return runtime_.notices(); }
  [[nodiscard]] std::vector<profile::Growth> growths() override { return process_watch_.growths(); }

 private:
  /// Calls with the run of this id, which nobody else starts, stops or removes meanwhile.
  template <typename Call>
  Status with_run(const std::string& id, const Call& call) {
    while (true) {
      const auto run = run_of(id);
      const std::lock_guard life(run->life());
      if (find_run(id) != run) continue;  // it was removed while this waited
      return call(*run);
    }
  }

  /// As stored; of what is not there and does not run, nothing is kept.
  Result<store::StoredWorkflow> stored_of(const WorkflowRun& run, const std::string& id) {
    auto stored = store_->get(id);
    if (!stored && stored.error().code == ErrorCode::kNotFound && !run.active()) forget(id);
    return stored;
  }

  Status start(WorkflowRun& run, const std::string& id, const StartOptions& options, bool resumed) {
    OW_TRY(const auto stored, stored_of(run, id));
    OW_TRY(graph::Workflow workflow, graph::parse_workflow(stored.document));
    const StoredVersion version{workflow, stored.version};
    if (options.preset) OW_CHECK(apply_preset(workflow, *options.preset));
    for (const std::string& assignment : options.overrides) OW_CHECK(apply_override(workflow, assignment));
    OW_CHECK(graph::restore_secrets(workflow, {&version.workflow, 1}));
    workflow.name = stored.name;
    process_watch_.workflows_changed();
    if (run.active()) return run.start(workflow, {}, version, resumed);  // says so
    // First what a restart of the server goes by: where it cannot be stored, nothing is started.
    OW_CHECK(store_->set_wanted_running(id, true, write_start_options(options)));
    Status started = run.start(workflow, options.preset.value_or(""), version, resumed);
    if (!started) {
      const Status back = store_->set_wanted_running(id, stored.wanted_running, stored.start_options);
      if (!back) log::warn("workflow {} is tried again when the server starts: {}", id, back.error().text());
    }
    return started;
  }

  /// Nothing is left of its run.
  void forget(const std::string& id) {
    {
      const std::lock_guard lock(mutex_);
      runs_.erase(id);
    }
    runtime_.profiler().remove(id);
    process_watch_.workflows_changed();
  }

  /// After a stop. Where that cannot be stored, it is told what a restart of the server will do.
  Status forget_running(const std::string& id) {
    Status stored = store_->set_wanted_running(id, false);
    if (stored) return {};
    Error error = std::move(stored).error();
    error.message =
        fmt::format("workflow '{}' is stopped, but runs again when the server starts: {}", id, error.message);
    return std::unexpected(std::move(error));
  }

  static std::string name_of(const graph::Workflow& workflow, const std::string& id) {
    return workflow.name.empty() ? id : workflow.name;
  }

  /// A workflow with missing models may be stored (they can be got later); one that is wrong in itself may not.
  [[nodiscard]] Status check(const graph::Workflow& workflow) const {
    OW_CHECK(graph::check_name(workflow.name));
    return to_status(graph::validate(workflow, runtime_.registry()).problems);
  }

  Result<store::StoredWorkflow> create_with_free_id(const graph::Workflow& workflow, const std::string& author) {
    constexpr int kTries = 1000;
    const std::string base = id_from(workflow.name);
    for (int i = 1; i <= kTries; ++i) {
      const std::string id = i == 1 ? base : base + "-" + std::to_string(i);
      if (graph::is_reserved_id(id)) continue;
      auto created = store_->create(id, name_of(workflow, id), graph::to_json(workflow).dump(), author);
      if (created || created.error().code != ErrorCode::kAlreadyExists) return created;
    }
    return fail(ErrorCode::kAlreadyExists, "too many workflows are named '{}'", workflow.name);
  }

  WorkflowStatus status_of(const store::StoredWorkflow& stored) {
    WorkflowStatus status;
    if (const auto run = find_run(stored.id)) status = run->status();
    status.id = stored.id;
    status.name = stored.name;
    status.stored_version = stored.version;
    return status;
  }

  std::shared_ptr<WorkflowRun> find_run(const std::string& id) {
    std::lock_guard lock(mutex_);
    const auto found = runs_.find(id);
    return found == runs_.end() ? nullptr : found->second;
  }

  Result<std::shared_ptr<WorkflowRun>> running(const std::string& id) {
    if (auto run = find_run(id)) return run;
    OW_CHECK(store_->get(id));
    return fail(ErrorCode::kFailedPrecondition, "workflow '{}' does not run", id);
  }

  std::shared_ptr<WorkflowRun> run_of(const std::string& id) {
    std::lock_guard lock(mutex_);
    auto& run = runs_[id];
    if (!run) run = std::make_shared<WorkflowRun>(runtime_, id, [this] { wake_.push(true); });
    return run;
  }

  std::map<std::string, std::shared_ptr<WorkflowRun>> runs() {
    std::lock_guard lock(mutex_);
    return runs_;
  }

  void control_loop(std::stop_token stop) {
    set_thread_name("ow-control");
    while (!stop.stop_requested()) {
      wake_.pop(stop, std::chrono::steady_clock::now() + kTick);
      if (stop.stop_requested()) return;
      const Status looked = guarded([this]() -> Status {
        look_after();
        return {};
      });
      if (!looked) log::error("looking after the workflows failed: {}", looked.error().message);
    }
  }

  void look_after() {
    std::vector<std::string> running;
    for (const auto& [id, run] : runs()) {
      run->handle_end();
      run->tick(runtime_.clock().now());
      if (run->active()) running.push_back(id);
    }
    performance_log_.tick(runtime_.clock().now(), running);
    process_watch_.tick(runtime_.clock().now(), [this] { return held(); });
    store_watch_.tick(runtime_.clock().now());
  }

  [[nodiscard]] ProcessWatch::Held held() {
    ProcessWatch::Held bytes;
    for (const auto& [id, run] : runs()) {
      if (run->active()) bytes[id] = run->status().held_bytes;
    }
    return bytes;
  }

  Runtime& runtime_;
  std::unique_ptr<store::WorkflowStore> store_;
  PerformanceLog performance_log_;
  ProcessWatch process_watch_;
  StoreWatch store_watch_;
  SourceTester source_tester_{runtime_};
  ModelReader model_reader_{runtime_};
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<WorkflowRun>> runs_;  // guarded by mutex_
  BoundedQueue<bool> wake_{1, QueuePolicy::kLatest};
  std::jthread control_;
};

}  // namespace

std::unique_ptr<Engine> create_engine(Runtime& runtime, std::unique_ptr<store::WorkflowStore> store) {
  auto engine = std::make_unique<EngineImpl>(runtime, std::move(store));
  engine->resume();
  return engine;
}

}  // namespace ow::engine
