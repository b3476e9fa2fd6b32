// An engine that stores and "runs" without doing anything; its states are set by the test. For tests.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "engine/engine.h"

namespace ow::server {

class FakeEngine final : public engine::Engine {
 public:
  FakeEngine(live::Hub& hub, profile::Profiler& profiler);

  Result<std::vector<store::StoredWorkflow>> list() override;
  Result<store::StoredWorkflow> get(const std::string& id) override;
  Result<store::StoredWorkflow> create(const graph::Workflow& workflow, std::optional<std::string> id,
                                       const std::string& author) override;
  Result<store::StoredWorkflow> update(const std::string& id, const graph::Workflow& workflow,
                                       std::optional<std::int64_t> expected_version,
                                       const std::string& author) override;
  Status remove(const std::string& id) override;
  Result<std::vector<store::WorkflowVersion>> versions(const std::string& id) override;
  Result<store::WorkflowVersion> version(const std::string& id, std::int64_t number) override;
  Result<std::vector<store::RemovedWorkflow>> removed() override;
  Result<store::StoredWorkflow> restore_removed(const std::string& id) override;
  Status forget_removed() override;
  Result<std::vector<store::Draft>> drafts(const std::string& id) override;
  Result<store::Draft> draft(const std::string& id, const std::string& keeper) override;
  Result<store::Draft> set_draft(const std::string& id, store::Draft draft) override;
  Status remove_draft(const std::string& id, const std::string& keeper) override;
  Result<engine::OptionsOutcome> set_options(const std::string& id, const std::string& node,
                                             const nlohmann::ordered_json& values) override;
  Result<std::vector<std::uint8_t>> edge_picture(const std::string& id, const std::string& from, const std::string& to,
                                                 int width_max) override;
  std::vector<engine::BottleneckAdvice> advice(const std::string& id, const profile::Snapshot& snapshot) override;
  Result<engine::ModelFacts> model(const std::string& name) override;
  Result<engine::SourceProbe> test_source(const engine::SourceTest& test) override;
  std::vector<engine::CaptureDevice> capture_devices() override;
  std::vector<graph::Problem> validate(const graph::Workflow& workflow) override;
  Status execute(const std::string& id, const engine::StartOptions& options) override;
  Status stop(const std::string& id) override;
  Status stop_all() override;
  void end_runs() override { (void)stop_all(); }
  Result<engine::WorkflowStatus> status(const std::string& id) override;
  std::vector<engine::WorkflowStatus> statuses() override;
  [[nodiscard]] nlohmann::ordered_json devices() override;
  [[nodiscard]] const graph::Registry& registry() const override { return registry_; }
  [[nodiscard]] profile::Profiler& profiler() override { return profiler_; }
  [[nodiscard]] live::Hub& hub() override { return hub_; }
  [[nodiscard]] NoticeBoard& notices() override { return notices_; }
  [[nodiscard]] std::vector<profile::Growth> growths() override { return {}; }

  void set_state(const std::string& id, engine::RunState state);
  /// Called by each execute before it does its work; may wait or throw.
  void on_execute(std::function<Status()> call);
  /// Called before a source is tested.
  void on_test_source(std::function<void()> call);
  [[nodiscard]] std::optional<std::string> last_preset();
  [[nodiscard]] std::vector<std::string> last_overrides();
  [[nodiscard]] int status_calls();

 private:
  struct Entry {
    store::StoredWorkflow stored;
    engine::RunState state = engine::RunState::kStopped;
    std::vector<store::WorkflowVersion> versions = {};
    std::map<std::string, store::Draft> drafts = {};
  };
  engine::WorkflowStatus status_of(const Entry& entry) const;
  Result<Entry*> find(const std::string& id);

  live::Hub& hub_;
  profile::Profiler& profiler_;
  graph::Registry registry_;
  NoticeBoard notices_;
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;
  std::map<std::string, Entry> trash_;
  std::function<Status()> on_execute_;
  std::function<void()> on_test_source_;
  std::optional<std::string> last_preset_;
  std::vector<std::string> last_overrides_;
  int status_calls_ = 0;
};

}  // namespace ow::server
