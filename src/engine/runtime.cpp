#include "engine/runtime.h"

#include <algorithm>

#include "base/thread.h"

namespace ow::engine {

Runtime::Runtime(RuntimeOptions options, unsigned cores)
    : library_(std::move(options.model_folders)),
      devices_(infer::detect_devices()),
      inference_(infer::InferenceService::create({.cores = cores}, clock_)),
      profiler_(profile::Profiler::create({}, clock_)),
      services_(std::make_unique<nodes::Services>(
          nodes::Services{clock_, *inference_, library_, hub_, devices_, DeviceKind::kCpu, cores,
                          std::move(options.output_root), std::move(options.media_root)})),
      pool_(cores) {
  nodes::add_builtin_nodes(registry_, *services_);
  if (options.add_nodes) options.add_nodes(registry_);
}

Result<std::unique_ptr<Runtime>> Runtime::create(RuntimeOptions options) {
  const DeviceKind wish = options.device;
  std::unique_ptr<Runtime> runtime(new Runtime(std::move(options), usable_cores()));
  OW_TRY(runtime->services_->default_device, infer::choose_device(wish, runtime->devices_));
  return runtime;
}

bool is_lossless(const graph::Plan& plan) {
  return std::ranges::any_of(plan.nodes, [](const graph::Plan::PlannedNode& node) {
    return node.type->descriptor.option("lossless") != nullptr && node.options.flag("lossless");
  });
}

std::vector<graph::Problem> check_models(const graph::Plan& plan, const models::Library& library) {
  std::vector<graph::Problem> problems;
  for (const graph::Plan::PlannedNode& node : plan.nodes) {
    if (node.type == nullptr) continue;
    for (const graph::Option& option : node.type->descriptor.options) {
      if (option.type != graph::OptionType::kModel || !node.options.has(option.name)) continue;
      if (const auto file = library.resolve(node.options.text(option.name)); !file) {
        problems.push_back({"nodes." + node.id + "." + option.name, file.error().message});
      }
    }
  }
  return problems;
}

Status to_status(const std::vector<graph::Problem>& problems) {
  for (const graph::Problem& problem : problems) {
    if (!problem.warning) return fail_at(problem.place, ErrorCode::kInvalidArgument, "{}", problem.message);
  }
  return {};
}

}  // namespace ow::engine
