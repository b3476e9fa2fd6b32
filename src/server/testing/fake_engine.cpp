#include "server/testing/fake_engine.h"

#include <nlohmann/json.hpp>

namespace ow::server {
namespace {

constexpr const char* kTime = "2024-05-01T12:00:00Z";

graph::NodeDescriptor camera_descriptor() {
  return {
      .type = "camera",
      .title = "Camera",
      .category = "Input",
      .doc = "Makes frames.",
      .inputs = {},
      .outputs = {{.name = "out", .doc = "Frames"}},
      .options = {
          {.name = "source", .type = graph::OptionType::kSource, .fallback = {}, .doc = "Where from", .required = true},
          {.name = "fps",
           .type = graph::OptionType::kNumber,
           .fallback = 0.0,
           .doc = "Rate",
           .min = 0,
           .max = 60,
           .live = true}}};
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

Result<store::StoredWorkflow> FakeEngine::create(const graph::Workflow& workflow, std::optional<std::string> id,
                                                 const std::string& author) {
  const std::lock_guard lock(mutex_);
  const std::string name = id.value_or("made-" + std::to_string(entries_.size()));
  if (entries_.contains(name)) return fail(ErrorCode::kAlreadyExists, "the workflow '{}' is there already", name);
  Entry& entry = entries_[name];
  entry.stored = {name, workflow.name, graph::to_json(workflow).dump(), 1, kTime, kTime, false};
  entry.versions = {{1, entry.stored.document, kTime, author}};
  return entry.stored;
}

Result<store::StoredWorkflow> FakeEngine::update(const std::string& id, const graph::Workflow& workflow,
                                                 std::optional<std::int64_t> expected_version,
                                                 const std::string& author) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Entry * entry, find(id));
  if (expected_version && *expected_version != entry->stored.version) {
    return fail(ErrorCode::kFailedPrecondition, "the workflow is at version {} by now", entry->stored.version);
  }
  entry->stored.document = graph::to_json(workflow).dump();
  entry->stored.name = workflow.name;
  ++entry->stored.version;
  entry->versions.push_back({entry->stored.version, entry->stored.document, kTime, author});
  return entry->stored;
}

Status FakeEngine::remove(const std::string& id) {
  const std::lock_guard lock(mutex_);
  OW_CHECK(find(id));
  trash_.insert_or_assign(id, std::move(entries_.extract(id).mapped()));
  return {};
}

Result<std::vector<store::WorkflowVersion>> FakeEngine::versions(const std::string& id) {
  const std::lock_guard lock(mutex_);
  OW_TRY(const Entry* entry, find(id));
  return std::vector<store::WorkflowVersion>(entry->versions.rbegin(), entry->versions.rend());
}

Result<store::WorkflowVersion> FakeEngine::version(const std::string& id, std::int64_t number) {
  const std::lock_guard lock(mutex_);
  OW_TRY(const Entry* entry, find(id));
  for (const auto& version : entry->versions) {
    if (version.version == number) return version;
  }
  return fail(ErrorCode::kNotFound, "there is no version {}", number);
}

Result<std::vector<store::RemovedWorkflow>> FakeEngine::removed() {
  const std::lock_guard lock(mutex_);
  std::vector<store::RemovedWorkflow> out;
  for (const auto& [id, entry] : trash_) out.push_back({id, entry.stored.name, entry.stored.version, kTime});
  return out;
}

Result<store::StoredWorkflow> FakeEngine::restore_removed(const std::string& id) {
  const std::lock_guard lock(mutex_);
  auto found = trash_.extract(id);
  if (found.empty()) return fail(ErrorCode::kNotFound, "no removed workflow '{}' is kept", id);
  return entries_.insert_or_assign(id, std::move(found.mapped())).first->second.stored;
}

Status FakeEngine::forget_removed() {
  const std::lock_guard lock(mutex_);
  trash_.clear();
  return {};
}

Result<std::vector<store::Draft>> FakeEngine::drafts(const std::string& id) {
  const std::lock_guard lock(mutex_);
  OW_TRY(const Entry* entry, find(id));
  std::vector<store::Draft> out;
  for (const auto& [keeper, draft] : entry->drafts) out.push_back(draft);
  return out;
}

Result<store::Draft> FakeEngine::draft(const std::string& id, const std::string& keeper) {
  const std::lock_guard lock(mutex_);
  OW_TRY(const Entry* entry, find(id));
  const auto found = entry->drafts.find(keeper);
  if (found == entry->drafts.end()) return fail(ErrorCode::kNotFound, "workflow '{}' has no draft", id);
  return found->second;
}

Result<store::Draft> FakeEngine::set_draft(const std::string& id, store::Draft draft) {
  const std::lock_guard lock(mutex_);
  OW_TRY(Entry * entry, find(id));
  draft.updated_at = kTime;
  return entry->drafts.insert_or_assign(draft.keeper, draft).first->second;
}

Status FakeEngine::remove_draft(const std::string& id, const std::string& keeper) {
  OW_CHECK(draft(id, keeper));
  const std::lock_guard lock(mutex_);
  entries_.at(id).drafts.erase(keeper);
  return {};
}

Result<engine::OptionsOutcome> FakeEngine::set_options(const std::string& id, const std::string& node,
                                                       const nlohmann::ordered_json& values) {
  const std::lock_guard lock(mutex_);
  OW_TRY(const Entry* entry, find(id));
  if (node != "camera") return fail(ErrorCode::kNotFound, "the workflow that runs has no node '{}'", node);
  engine::OptionsOutcome out;
  graph::NodeSpec spec{.id = node, .type = "camera", .options = {{"source", "rtsp://me:secret@door/1"}}};
  for (const auto& [name, value] : values.items()) {
    spec.options[name] = value;
    (name == "fps" ? out.applied : out.needs_restart).push_back(name);
  }
  static_cast<void>(graph::read_options(spec, registry_.find("camera")->descriptor, out.problems));
  out.options = spec.options;
  if (entry->state != engine::RunState::kRunning) return fail(ErrorCode::kFailedPrecondition, "'{}' does not run", id);
  return out;
}

Result<std::vector<std::uint8_t>> FakeEngine::edge_picture(const std::string& id, const std::string& from,
                                                           const std::string& to, int width_max) {
  const std::lock_guard lock(mutex_);
  OW_CHECK(find(id));
  if (from != "camera" || to != "view") return fail(ErrorCode::kNotFound, "there is no edge '{} -> {}'", from, to);
  return std::vector<std::uint8_t>(static_cast<std::size_t>(width_max), 0xD8);
}

std::vector<engine::BottleneckAdvice> FakeEngine::advice(const std::string& id, const profile::Snapshot& snapshot) {
  const std::lock_guard lock(mutex_);
  std::vector<engine::BottleneckAdvice> out;
  for (const auto& found : snapshot.bottlenecks) {
    out.push_back({"camera", found.operation, found.avg_ms, found.share, {{"Go slower", "camera", "fps", 5}}});
  }
  return entries_.contains(id) ? out : std::vector<engine::BottleneckAdvice>();
}

Result<engine::ModelFacts> FakeEngine::model(const std::string& name) {
  if (name != "good") return fail(ErrorCode::kNotFound, "there is no model '{}'", name);
  engine::ModelFacts facts{.name = name, .path = "/models/good.onnx", .file_bytes = 12};
  facts.head = "yolov8";
  facts.input = {640, 640};
  facts.labels = {"person", "car"};
  facts.inputs = {"images 1x3x640x640 float32"};
  facts.outputs = {"output0 1x84x8400 float32"};
  return facts;
}

Result<engine::SourceProbe> FakeEngine::test_source(const engine::SourceTest& test) {
  std::function<void()> call;
  {
    const std::lock_guard lock(mutex_);
    call = on_test_source_;
  }
  if (call) call();
  if (test.source != "good.mp4") {
    return fail_at("source", ErrorCode::kNotFound, "there is no file '{}'", test.source);
  }
  engine::SourceProbe probe{.size = {640, 480}, .frames_per_second = 25, .codec = "h264", .decoder = "h264 (software)"};
  probe.picture_size = {test.width_max, test.width_max * 3 / 4};
  probe.jpeg = {0xFF, 0xD8, 0xFF, 0xD9};
  return probe;
}

std::vector<engine::CaptureDevice> FakeEngine::capture_devices() { return {{"/dev/video0", "HD Webcam"}}; }

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

Status FakeEngine::stop_all() {
  const std::lock_guard lock(mutex_);
  for (auto& [id, entry] : entries_) entry.state = engine::RunState::kStopped;
  return {};
}

engine::WorkflowStatus FakeEngine::status_of(const Entry& entry) const {
  engine::WorkflowStatus out;
  out.id = entry.stored.id;
  out.name = entry.stored.name;
  out.state = entry.state;
  out.stored_version = entry.stored.version;
  if (entry.state == engine::RunState::kRunning) {
    out.nodes.push_back({"camera",
                         "camera",
                         "retrying",
                         "rtsp://me:secret@door/1 is off",
                         {{"source", "rtsp://me:secret@door/1"}},
                         std::chrono::milliseconds(1500)});
    out.edges.push_back({"camera", "view", 0, 1, "latest", 7, 14.5, 2});
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

void FakeEngine::on_test_source(std::function<void()> call) {
  const std::lock_guard lock(mutex_);
  on_test_source_ = std::move(call);
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
