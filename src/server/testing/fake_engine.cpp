#include "server/testing/fake_engine.h"

#include <nlohmann/json.hpp>

namespace ow::server {
namespace {

constexpr const char* kTime = "2024-05-01T12:00:00Z";

graph::NodeDescriptor camera_descriptor() {
  return {.type = "camera",
          .title = "Camera",
          .category = "Input",
          .doc = "Makes frames.",
          .inputs = {},
          .outputs = {{.name = "out", .doc = "Frames"}},
          .options = {{.name = "source",
                       .type = graph::OptionType::kSource,
                       .fallback = {},
                       .doc = "Where from",
                       .required = true}}};
}

graph::NodeDescriptor view_descriptor() {
  return {.type = "view",
          .title = "View",
          .category = "View",
          .doc = "Shows frames.",
          .inputs = {{.name = "in", .doc = "Frames"}},
          .outputs = {},
          .options = {}};
}

Result<std::unique_ptr<graph::Node>> no_node(const graph::Options&) {
  return fail(ErrorCode::kUnsupported, "the fake engine runs nothing");
}

}  // namespace

FakeEngine::FakeEngine(live::Hub& hub, profile::Profiler& profiler) : hub_(hub), profiler_(profiler) {
  registry_.add(camera_descriptor(), no_node);
  registry_.add(view_descriptor(), no_node);
}

Result<FakeEngine::Entry*> FakeEngine::find(const std::string& id) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return fail(ErrorCode::kNotFound, "there is no workflow '{}'", id);
  return &found->second;
}

Result<std::vector<store::StoredWorkflow>> FakeEngine::list() {
  const std::lock_guard lock(mutex_);
  std::vector<store::StoredWorkflow> out;
  for (const auto& [id, entry] : entries_) out.push_back(entry.stored);
  return out;
}

Result<store::StoredWorkflow> FakeEngine::get(const std::string& id) {
  const std::lock_guard lock(mutex_);
  OW_TRY(const Entry* entry, find(id));
  return entry->stored;
}

Result<store::StoredWorkflow> FakeEngine::create(const graph::Workflow& workflow, std::optional<std::string> id) {
  const std::lock_guard lock(mutex_);
  const std::string name = id.value_or("made-" + std::to_string(entries_.size()));
  if (entries_.contains(name)) return fail(ErrorCode::kAlreadyExists, "the workflow '{}' is there already", name);
  Entry& entry = entries_[name];
  entry.stored = {name, workflow.name, graph::to_json(workflow).dump(), 1, kTime, kTime, false};
  return entry.stored;
}

Result<store::StoredWorkflow> FakeEngine::update(const std::string& id, const graph::Workflow& workflow,
                                                 std::optional<std::int64_t> expected_version) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Entry * entry, find(id));
  if (expected_version && *expected_version != entry->stored.version) {
    return fail(ErrorCode::kFailedPrecondition, "the workflow is at version {} by now", entry->stored.version);
  }
  entry->stored.document = graph::to_json(workflow).dump();
  ++entry->stored.version;
  return entry->stored;
}

Status FakeEngine::remove(const std::string& id) {
  const std::lock_guard lock(mutex_);
  OW_CHECK(find(id));
  entries_.erase(id);
  return {};
}

Result<std::vector<store::WorkflowVersion>> FakeEngine::versions(const std::string&) {
  return std::vector<store::WorkflowVersion>{};
}

std::vector<graph::Problem> FakeEngine::validate(const graph::Workflow& workflow) {
  return graph::validate(workflow, registry_).problems;
}

Status FakeEngine::execute(const std::string& id, const engine::StartOptions& options) {
  std::function<Status()> call;
  {
    const std::lock_guard lock(mutex_);
    call = on_execute_;
  }
  if (call) OW_CHECK(call());
  const std::lock_guard lock(mutex_);
  OW_TRY(Entry * entry, find(id));
  if (entry->state == engine::RunState::kRunning) return fail(ErrorCode::kFailedPrecondition, "'{}' runs already", id);
  entry->state = engine::RunState::kRunning;
  last_preset_ = options.preset;
  last_overrides_ = options.overrides;
  return {};
}

Status FakeEngine::stop(const std::string& id) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Entry * entry, find(id));
  if (entry->state != engine::RunState::kRunning) return fail(ErrorCode::kFailedPrecondition, "'{}' does not run", id);
  entry->state = engine::RunState::kStopped;
  return {};
}

void FakeEngine::stop_all() {
  const std::lock_guard lock(mutex_);
  for (auto& [id, entry] : entries_) entry.state = engine::RunState::kStopped;
}

engine::WorkflowStatus FakeEngine::status_of(const Entry& entry) const {
  engine::WorkflowStatus out;
  out.id = entry.stored.id;
  out.name = entry.stored.name;
  out.state = entry.state;
  if (entry.state == engine::RunState::kRunning) {
    out.nodes.push_back(
        {"camera", "camera", "retrying", "rtsp://me:secret@door/1 is off", {{"source", "rtsp://me:secret@door/1"}}});
    out.edges.push_back({"camera", "view", 0, 1, "latest", 7, 2});
  }
  return out;
}

Result<engine::WorkflowStatus> FakeEngine::status(const std::string& id) {
  const std::lock_guard lock(mutex_);
  OW_TRY(const Entry* entry, find(id));
  return status_of(*entry);
}

std::vector<engine::WorkflowStatus> FakeEngine::statuses() {
  const std::lock_guard lock(mutex_);
  ++status_calls_;
  std::vector<engine::WorkflowStatus> out;
  for (const auto& [id, entry] : entries_) out.push_back(status_of(entry));
  return out;
}

nlohmann::ordered_json FakeEngine::devices() {
  return {{"devices", {{{"kind", "cpu"}, {"name", "a CPU"}, {"available", true}, {"reason", ""}}}},
          {"default", "cpu"},
          {"loaded", nlohmann::ordered_json::array()}};
}

void FakeEngine::set_state(const std::string& id, engine::RunState state) {
  const std::lock_guard lock(mutex_);
  entries_.at(id).state = state;
}

void FakeEngine::on_execute(std::function<Status()> call) {
  const std::lock_guard lock(mutex_);
  on_execute_ = std::move(call);
}

std::optional<std::string> FakeEngine::last_preset() {
  const std::lock_guard lock(mutex_);
  return last_preset_;
}

std::vector<std::string> FakeEngine::last_overrides() {
  const std::lock_guard lock(mutex_);
  return last_overrides_;
}

int FakeEngine::status_calls() {
  const std::lock_guard lock(mutex_);
  return status_calls_;
}

}  // namespace ow::server
