#include "server/success_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/thread.h"

namespace ow::server {
namespace {

/// As the model node reports it ("device").
bool runs_on_gpu(const engine::WorkflowStatus& status) {
  return std::ranges::any_of(status.nodes, [](const engine::NodeStatus& node) {
    return std::ranges::any_of(node.facts, [](const auto& fact) {
      return fact.first == "device" && (fact.second == "cuda" || fact.second == "tensorrt" || fact.second == "mps");
    });
  });
}

}  // namespace

SuccessReport::SuccessReport(const Services& services, std::span<const engine::WorkflowStatus> statuses) {
  const profile::SystemStats stats = services.load->sample();
  load_.process_cpu_percent = stats.process_cpu_percent;
  load_.cores = usable_cores();
  for (const profile::GpuStats& gpu : stats.gpus) {
    if (gpu.utilisation_percent) load_.gpu_percent = std::max(load_.gpu_percent.value_or(0), *gpu.utilisation_percent);
  }
  for (const engine::WorkflowStatus& status : statuses) {
    if (runs_on_gpu(status)) on_gpu_.insert(status.id);
  }
}

nlohmann::ordered_json SuccessReport::of(const profile::Snapshot& snapshot, const std::string& workflow) const {
  profile::LoadFacts load = load_;
  load.on_gpu = workflow.empty() ? !on_gpu_.empty() : on_gpu_.contains(workflow);
  return profile::to_json(profile::success_metrics(snapshot, load));
}

}  // namespace ow::server
