#include "engine/runtime.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/redact.h"
#include "base/thread.h"
#include "media/source.h"

namespace ow::engine {

Runtime::Runtime(RuntimeOptions options, unsigned cores)
    : library_(std::move(options.model_folders), options.access->confined() ? Confinement::kRoots : Confinement::kNone),
      devices_(infer::detect_devices()),
      inference_(infer::InferenceService::create({.cores = cores}, clock_)),
      profiler_(profile::Profiler::create({}, clock_)),
      services_(std::make_unique<nodes::Services>(nodes::Services{clock_, *inference_, library_, hub_, devices_,
                                                                  DeviceKind::kCpu, cores, std::move(options.access)})),
      pool_(cores) {
  nodes::add_builtin_nodes(registry_, *services_);
  if (options.add_nodes) options.add_nodes(registry_);
}

Result<std::unique_ptr<Runtime>> Runtime::create(RuntimeOptions options) {
  const DeviceKind wish = options.device;
  if (!options.access)
    options.access = std::make_shared<const Access>(AccessOptions{.output_root = std::filesystem::current_path()});
  const unsigned cores = options.cores == 0 ? usable_cores() : std::min(options.cores, usable_cores());
  std::unique_ptr<Runtime> runtime(new Runtime(std::move(options), cores));
  OW_TRY(runtime->services_->default_device, infer::choose_device(wish, runtime->devices_));
  return runtime;
}

bool is_lossless(const graph::Plan& plan) {
  return std::ranges::any_of(plan.nodes, [](const graph::Plan::PlannedNode& node) {
    return node.type->descriptor.option("lossless") != nullptr && node.options.flag("lossless");
  });
}

namespace {

/// What is wrong with an option's value as a place in the file system.
Status check_place(const graph::Option& option, const std::string& text, const Runtime& runtime) {
  switch (option.type) {
    case graph::OptionType::kModel: OW_CHECK(runtime.library().resolve(text)); return {};
    case graph::OptionType::kFilePath: OW_CHECK(runtime.access().locate_output(text)); return {};
    case graph::OptionType::kSource: {
      if (!runtime.access().confined()) return {};  // the source itself says what is missing, and may be there later
      OW_TRY(const std::string source, runtime.access().expand(text));
      OW_TRY(const std::string located, runtime.access().locate(source));
      return media::check_address(located, runtime.access());
    }
    default: return {};
  }
}

/// Where the options of one type lead, with "nodes.<id>.<name>"; what leads nowhere is told elsewhere.
std::vector<std::pair<std::string, std::filesystem::path>> places_of(const graph::Plan& plan, graph::OptionType type,
                                                                     const Runtime& runtime) {
  std::vector<std::pair<std::string, std::filesystem::path>> places;
  for (const graph::Plan::PlannedNode& node : plan.nodes) {
    if (node.type == nullptr) continue;
    for (const graph::Option& option : node.type->descriptor.options) {
      if (option.type != type || !node.options.has(option.name)) continue;
      const std::string text = node.options.text(option.name);
      const std::string place = "nodes." + node.id + "." + option.name;
      if (type == graph::OptionType::kFilePath) {
        if (auto located = runtime.access().locate_output(text)) places.emplace_back(place, *std::move(located));
      } else if (const auto source = runtime.access().expand(text)) {
        if (auto located = runtime.access().locate(*source)) places.emplace_back(place, *std::move(located));
      }
    }
  }
  return places;
}

/// A recording must not take the place of the video that it is made from.
void forbid_own_sources(const graph::Plan& plan, const Runtime& runtime, std::vector<graph::Problem>& problems) {
  const auto sources = places_of(plan, graph::OptionType::kSource, runtime);
  for (const auto& [output, file] : places_of(plan, graph::OptionType::kFilePath, runtime)) {
    for (const auto& [source, read] : sources) {
      std::error_code ignored;
      if (!std::filesystem::equivalent(file, read, ignored)) continue;
      problems.push_back(
          {output, "this is the file that " + source + " reads: it would be overwritten; give another path"});
    }
  }
}

}  // namespace

std::vector<graph::Problem> check_places(const graph::Plan& plan, const Runtime& runtime) {
  std::vector<graph::Problem> problems;
  for (const graph::Plan::PlannedNode& node : plan.nodes) {
    if (node.type == nullptr) continue;
    for (const graph::Option& option : node.type->descriptor.options) {
      if (!node.options.has(option.name)) continue;
      const bool place = option.type == graph::OptionType::kModel || option.type == graph::OptionType::kFilePath ||
                         option.type == graph::OptionType::kSource;
      if (!place) continue;
      if (const Status status = check_place(option, node.options.text(option.name), runtime); !status) {
        problems.push_back({"nodes." + node.id + "." + option.name, redact(status.error().message)});
      }
    }
  }
  forbid_own_sources(plan, runtime, problems);
  return problems;
}

Status to_status(const std::vector<graph::Problem>& problems) {
  for (const graph::Problem& problem : problems) {
    if (!problem.warning) return fail_at(problem.place, ErrorCode::kInvalidArgument, "{}", problem.message);
  }
  return {};
}

}  // namespace ow::engine
