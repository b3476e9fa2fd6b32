#include "engine/engine.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/bounded_queue.h"
#include "base/guard.h"
#include "base/log.h"
#include "base/text.h"
#include "base/thread.h"
#include "engine/engine_factory.h"
#include "engine/performance_log.h"
#include "engine/presets.h"
#include "engine/process_watch.h"
#include "engine/watched_store.h"
#include "engine/workflow_run.h"

namespace ow::engine {
namespace {

using Json = nlohmann::ordered_json;

/// How often planned restarts and the log are looked at.
constexpr std::chrono::milliseconds kTick{100};
/// How often a store in trouble is tried again.
constexpr std::chrono::seconds kStoreRetry{2};

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

Json device_json(const infer::DeviceInfo& device) {
  return {{"kind", ow::to_string(device.kind)},
          {"name", device.name},
          {"available", device.available},
          {"reason", device.reason}};
}

Json loaded_json(const infer::InferenceService::LoadedModel& model) {
  Json json = {{"model", model.file},
               {"device", ow::to_string(model.truth.device)},
               {"precision", ow::to_string(model.truth.precision)},
               {"runtime", model.truth.runtime},
               {"sessions", model.truth.sessions},
               {"threads_per_session", model.truth.threads_per_session},
               {"streams", model.streams}};
  json["providers"] = Json::array();
  for (const ProviderShare& share : model.truth.providers) {
    json["providers"].push_back({{"provider", share.provider}, {"nodes", share.node_count}});
  }
  return json;
}

/// As the store keeps them; what cannot be read starts the workflow as it is written.
std::string write_start_options(const StartOptions& options) {
  if (!options.preset && options.overrides.empty()) return {};
  return Json{{"preset", options.preset.value_or("")}, {"overrides", options.overrides}}.dump();
}

StartOptions read_start_options(const std::string& text) {
  try {
    const Json json = text.empty() ? Json::object() : Json::parse(text);
    StartOptions options{.preset = {}, .overrides = json.value("overrides", std::vector<std::string>())};
    if (std::string preset = json.value("preset", ""); !preset.empty()) options.preset = std::move(preset);
    return options;
  } catch (const Json::exception& error) {
    log::warn("what a workflow was started with cannot be read: {}", error.what());
    return {};
  }
}

class EngineImpl final : public Engine {
 public:
  EngineImpl(Runtime& runtime, std::unique_ptr<store::WorkflowStore> store)
      : runtime_(runtime),
        store_(std::make_unique<WatchedStore>(std::move(store), runtime.notices())),
        performance_log_(runtime.profiler()),
        process_watch_(runtime.notices()),
        next_store_retry_(runtime.clock().now() + kStoreRetry) {
    control_ = std::jthread([this](std::stop_token stop) { control_loop(stop); });
  }

  ~EngineImpl() override {
    control_.request_stop();
    control_.join();
    for (const auto& [id, run] : runs()) {
      if (run->active()) (void)run->stop();
    }
  }

  /// Starts what ran when the process ended; later, when the store cannot be read yet.
  void resume() {
    auto stored = store_->list();
    if (!stored) return;
    resumed_ = true;
    for (const store::StoredWorkflow& workflow : *stored) {
      if (!workflow.wanted_running) continue;
      log::info("workflow {} ran before; starting it again", workflow.id);
      (void)execute(workflow.id, read_start_options(workflow.start_options));
    }
  }

  Result<std::vector<store::StoredWorkflow>> list() override { return store_->list(); }
  Result<store::StoredWorkflow> get(const std::string& id) override { return store_->get(id); }

  Result<store::StoredWorkflow> create(const graph::Workflow& workflow, std::optional<std::string> id) override {
    OW_CHECK(check(workflow));
    if (id) {
      if (!graph::is_valid_id(*id) || graph::is_reserved_id(*id)) {
        return fail_at("id", ErrorCode::kInvalidArgument,
                       "'{}' is not made of a-z, 0-9 and '-' (1 to 64) or is reserved", *id);
      }
      return store_->create(*id, name_of(workflow, *id), graph::to_json(workflow).dump());
    }
    return create_with_free_id(workflow);
  }

  Result<store::StoredWorkflow> update(const std::string& id, const graph::Workflow& workflow,
                                       std::optional<std::int64_t> expected_version) override {
    OW_CHECK(check(workflow));
    return store_->update(id, name_of(workflow, id), graph::to_json(workflow).dump(), expected_version);
  }

  Status remove(const std::string& id) override {
    OW_CHECK(store_->remove(id));
    std::shared_ptr<WorkflowRun> run;
    {
      std::lock_guard lock(mutex_);
      if (const auto found = runs_.find(id); found != runs_.end()) {
        run = found->second;
        runs_.erase(found);
      }
    }
    if (run && run->active()) OW_CHECK(run->stop());
    runtime_.profiler().remove(id);
    process_watch_.workflows_changed();
    forget_wish(id);
    return {};
  }

  Result<std::vector<store::WorkflowVersion>> versions(const std::string& id) override { return store_->versions(id); }

  std::vector<graph::Problem> validate(const graph::Workflow& workflow) override {
    graph::Validation validation = graph::validate(workflow, runtime_.registry());
    std::ranges::move(check_models(validation.plan, runtime_.library()), std::back_inserter(validation.problems));
    return validation.problems;
  }

  Status execute(const std::string& id, const StartOptions& options) override {
    OW_TRY(const auto stored, store_->get(id));
    OW_TRY(graph::Workflow workflow, graph::parse_workflow(stored.document));
    if (options.preset) OW_CHECK(apply_preset(workflow, *options.preset));
    for (const std::string& assignment : options.overrides) OW_CHECK(apply_override(workflow, assignment));
    workflow.name = stored.name;
    process_watch_.workflows_changed();
    OW_CHECK(run_of(id)->start(workflow, options.preset.value_or("")));
    return remember(id, {true, write_start_options(options)});
  }

  Status stop(const std::string& id) override {
    const auto run = find_run(id);  // it can be stopped even when the store cannot be read
    if (!run) {
      OW_CHECK(store_->get(id));
      return fail(ErrorCode::kFailedPrecondition, "workflow '{}' does not run", id);
    }
    process_watch_.workflows_changed();
    OW_CHECK(run->stop());
    return remember(id, {});
  }

  void stop_all() override {
    for (const auto& [id, run] : runs()) {
      if (run->active() && run->stop()) (void)remember(id, {});
    }
  }

  Result<WorkflowStatus> status(const std::string& id) override {
    const auto stored = store_->get(id);
    if (stored) return status_of(*stored);
    // What runs can be looked at even when the store cannot be read.
    if (const auto run = find_run(id); run && is_store_trouble(stored.error().code)) return run->status();
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

  Json devices() override {
    Json json = {
        {"devices", Json::array()}, {"default", ow::to_string(runtime_.default_device())}, {"loaded", Json::array()}};
    for (const infer::DeviceInfo& device : runtime_.devices()) json["devices"].push_back(device_json(device));
    for (const auto& model : runtime_.inference().loaded()) json["loaded"].push_back(loaded_json(model));
    return json;
  }

  [[nodiscard]] const graph::Registry& registry() const override { return runtime_.registry(); }
  [[nodiscard]] profile::Profiler& profiler() override { return runtime_.profiler(); }
  [[nodiscard]] live::Hub& hub() override { return runtime_.hub(); }
  [[nodiscard]] NoticeBoard& notices() override { return runtime_.notices(); }
  [[nodiscard]] std::vector<profile::Growth> growths() override { return process_watch_.growths(); }

 private:
  struct Wish {
    bool running = false;
    std::string start_options = {};
  };

  /// Stores whether a workflow is to run after a restart of the process. What was asked for is done already, so a store in
  /// trouble is no failure of it: the wish is kept and stored later.
  Status remember(const std::string& id, Wish wish) {
    const Status stored = store_->set_wanted_running(id, wish.running, wish.start_options);
    if (stored) {
      forget_wish(id);
      return stored;
    }
    if (!is_store_trouble(stored.error().code)) return stored;
    std::lock_guard lock(mutex_);
    wishes_[id] = std::move(wish);
    return {};
  }

  void forget_wish(const std::string& id) {
    std::lock_guard lock(mutex_);
    wishes_.erase(id);
  }

  /// Looks whether a store in trouble works again, and does what had to wait for it.
  void retry_store(TimePoint now) {
    if (now < next_store_retry_) return;
    next_store_retry_ = now + kStoreRetry;
    std::map<std::string, Wish> wishes;
    {
      std::lock_guard lock(mutex_);
      wishes = wishes_;
    }
    if (resumed_ && !store_->in_trouble() && wishes.empty()) return;
    if (!store_->probe()) return;
    if (!resumed_) resume();
    for (auto& [id, wish] : wishes) (void)remember(id, std::move(wish));
  }

  static std::string name_of(const graph::Workflow& workflow, const std::string& id) {
    return workflow.name.empty() ? id : workflow.name;
  }

  /// A workflow with missing models may be stored (they can be got later); one that is wrong in itself may not.
  [[nodiscard]] Status check(const graph::Workflow& workflow) const {
    return to_status(graph::validate(workflow, runtime_.registry()).problems);
  }

  Result<store::StoredWorkflow> create_with_free_id(const graph::Workflow& workflow) {
    constexpr int kTries = 1000;
    const std::string base = id_from(workflow.name);
    for (int i = 1; i <= kTries; ++i) {
      const std::string id = i == 1 ? base : base + "-" + std::to_string(i);
      if (graph::is_reserved_id(id)) continue;
      auto created = store_->create(id, name_of(workflow, id), graph::to_json(workflow).dump());
      if (created || created.error().code != ErrorCode::kAlreadyExists) return created;
    }
    return fail(ErrorCode::kAlreadyExists, "too many workflows are named '{}'", workflow.name);
  }

  WorkflowStatus status_of(const store::StoredWorkflow& stored) {
    WorkflowStatus status;
    if (const auto run = find_run(stored.id)) status = run->status();
    status.id = stored.id;
    status.name = stored.name;
    return status;
  }

  std::shared_ptr<WorkflowRun> find_run(const std::string& id) {
    std::lock_guard lock(mutex_);
    const auto found = runs_.find(id);
    return found == runs_.end() ? nullptr : found->second;
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

  /// Bytes that each running workflow is known to hold.
  ProcessWatch::Held held() {
    ProcessWatch::Held all;
    for (const auto& [id, run] : runs()) {
      if (run->active()) all[id] = run->status().held_bytes;
    }
    return all;
  }

  void look_after() {
    std::vector<std::string> running;
    for (const auto& [id, run] : runs()) {
      run->handle_end();
      run->tick(runtime_.clock().now());
      if (run->active()) running.push_back(id);
    }
    const TimePoint now = runtime_.clock().now();
    performance_log_.tick(now, running);
    process_watch_.tick(now, [this] { return held(); });
    retry_store(now);
  }

  Runtime& runtime_;
  std::unique_ptr<WatchedStore> store_;
  PerformanceLog performance_log_;
  ProcessWatch process_watch_;
  std::atomic<bool> resumed_{false};
  TimePoint next_store_retry_{};  // of the control thread
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<WorkflowRun>> runs_;  // guarded by mutex_
  std::map<std::string, Wish> wishes_;  // not stored yet; guarded by mutex_
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
