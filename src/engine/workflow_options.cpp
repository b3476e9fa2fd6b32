// Changes while a workflow runs: options of its nodes, and versions that are stored meanwhile.
#include <algorithm>

#include "base/log.h"
#include "engine/workflow_run.h"

namespace ow::engine {
namespace {

using Json = nlohmann::ordered_json;

/// How long a change waits for the node's word: short of what a person notices.
constexpr std::chrono::milliseconds kWordWait{250};
/// How long the first look at an edge waits for a frame.
constexpr std::chrono::milliseconds kFrameWait{1'000};

/// The node's options as the file would say them with `values` laid over; null takes an option out.
graph::NodeSpec changed_spec(graph::NodeSpec spec, const Json& values) {
  for (const auto& [name, value] : values.items()) {
    if (value.is_null()) {
      spec.options.erase(name);
    } else {
      spec.options[name] = value;
    }
  }
  return spec;
}

bool same_value(const graph::Options& a, const graph::Options& b, const std::string& name) {
  return a.value(name) == b.value(name);
}

/// `values` without the options that are not live or stay as they are; those that cannot change go to `needs_restart`.
Json live_part(const Json& values, const graph::NodeDescriptor& descriptor, const graph::Options& before,
               const graph::Options& after, std::vector<std::string>& needs_restart) {
  Json live = Json::object();
  for (const auto& [name, value] : values.items()) {
    const graph::Option* option = descriptor.option(name);
    if (option->live || same_value(before, after, name)) {
      live[name] = value;
    } else {
      needs_restart.push_back(name);
    }
  }
  return live;
}

/// Of the places, those of options ("nodes.detect.confidence") with what the workflow says there; null for the default.
Json values_at(const graph::Workflow& workflow, const std::vector<std::string>& places) {
  Json values = Json::object();
  for (const graph::NodeSpec& node : workflow.nodes) {
    const std::string prefix = "nodes." + node.id + ".";
    for (const std::string& place : places) {
      if (place.starts_with(prefix)) values[place] = node.options.value(place.substr(prefix.size()), Json());
    }
  }
  return values;
}

graph::Problem refusal(const std::string& node, const Error& error) {
  return {"nodes." + node + (error.place.empty() ? "" : "." + error.place), error.message, false};
}

}  // namespace

void WorkflowRun::compare_with_stored() {
  std::vector<std::string> differs = graph::differences(workflow_, stored_.workflow, runtime_.registry());
  Json running = values_at(workflow_, differs);
  auto document = std::make_shared<const graph::Workflow>(workflow_);
  std::lock_guard lock(mutex_);
  differs_ = std::move(differs);
  running_ = std::move(running);
  document_ = std::move(document);
}

std::shared_ptr<const graph::Workflow> WorkflowRun::running_document() const {
  std::lock_guard lock(mutex_);
  return run_ ? document_ : nullptr;
}

void WorkflowRun::on_stored(const StoredVersion& stored) {
  std::lock_guard control(control_);
  stored_ = stored;
  compare_with_stored();
}

Result<OptionsOutcome> WorkflowRun::set_options(const std::string& node, const Json& values) {
  std::lock_guard control(control_);
  const auto run = current();
  if (!run) return fail(ErrorCode::kFailedPrecondition, "workflow '{}' does not run", id_);
  const auto spec = std::ranges::find(workflow_.nodes, node, &graph::NodeSpec::id);
  if (spec == workflow_.nodes.end()) return fail(ErrorCode::kNotFound, "the workflow that runs has no node '{}'", node);
  const graph::NodeDescriptor& descriptor = runtime_.registry().find(spec->type)->descriptor;

  OptionsOutcome outcome;
  std::vector<graph::Problem> known;
  const graph::Options before = graph::read_options(*spec, descriptor, known);
  const graph::Options wanted = graph::read_options(changed_spec(*spec, values), descriptor, outcome.problems);
  if (!outcome.problems.empty()) return outcome;
  const Json live = live_part(values, descriptor, before, wanted, outcome.needs_restart);
  graph::NodeSpec changed = changed_spec(*spec, live);
  if (!live.empty()) {
    const auto applied = run->set_options(node, graph::read_options(changed, descriptor, known), kWordWait);
    if (!applied) {
      if (applied.error().code != ErrorCode::kInvalidArgument) return std::unexpected(applied.error());
      outcome.problems.push_back(refusal(node, applied.error()));
      return outcome;
    }
    auto& names = *applied == graph::Applied::kNow ? outcome.applied : outcome.with_next_frame;
    for (const auto& [name, value] : live.items()) names.push_back(name);
    *spec = std::move(changed);
    compare_with_stored();
    log::info("workflow {}: {} runs with {}", id_, node, live.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  outcome.options = spec->options;
  return outcome;
}

Result<FramePtr> WorkflowRun::edge_frame(const std::string& from, const std::string& to) {
  const auto run = current();
  if (!run) return fail(ErrorCode::kFailedPrecondition, "workflow '{}' does not run", id_);
  return run->edge_frame(from, to, kFrameWait);
}

}  // namespace ow::engine
