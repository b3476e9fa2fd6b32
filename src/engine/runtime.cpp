#include "engine/runtime.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "base/redact.h"
#include "base/thread.h"
#include "media/source.h"
#include "media/uri.h"

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

Result<std::filesystem::path> locate_source(const std::string& text, const Runtime& runtime) {
  OW_TRY(const std::string source, runtime.access().expand(text));
  OW_TRY(const std::string located, runtime.access().locate(source));
  if (runtime.access().confined()) OW_CHECK(media::check_address(located, runtime.access()));
  const auto uri = media::parse_uri(located);  // "file:///v.mp4" and "/v.mp4" are one place
  return std::filesystem::path(uri ? uri->text : located);
}

/// Where an option's value leads; empty for what is no place, and for a source that is not judged: it says itself what is
/// missing, and may be there later.
Result<std::filesystem::path> locate(const graph::Option& option, const std::string& text, const Runtime& runtime) {
  switch (option.type) {
    case graph::OptionType::kModel: return runtime.library().resolve(text);
    case graph::OptionType::kFilePath: return runtime.access().locate_output(text);
    case graph::OptionType::kSource: {
      auto located = locate_source(text, runtime);
      if (!located && !runtime.access().confined()) return std::filesystem::path();
      return located;
    }
    default: return std::filesystem::path();
  }
}

/// A file that is not there yet may come before the start does: no more than a warning.
void warn_of_missing(const std::string& option, const std::filesystem::path& source,
                     std::vector<graph::Problem>& problems) {
  if (source.empty()) return;
  const auto uri = media::parse_uri(source.native());
  if (uri || uri.error().code != ErrorCode::kNotFound) return;
  problems.push_back({.place = option, .message = redact(uri.error().message), .warning = true});
}

struct Place {
  graph::OptionType type;
  std::string option;  ///< "nodes.<id>.<name>"
  std::filesystem::path path;
};

/// A recording must not take the place of the video that it is made from, nor of the model.
void forbid_own_inputs(const std::vector<Place>& places, std::vector<graph::Problem>& problems) {
  for (const Place& output : places) {
    if (output.type != graph::OptionType::kFilePath) continue;
    for (const Place& input : places) {
      std::error_code ignored;
      const bool reads_it =
          input.type != graph::OptionType::kFilePath && std::filesystem::equivalent(output.path, input.path, ignored);
      if (!reads_it) continue;
      problems.push_back({output.option, "this is the file that " + input.option + " reads; give another path"});
    }
  }
}

}  // namespace

std::vector<graph::Problem> check_places(const graph::Plan& plan, const Runtime& runtime) {
  std::vector<graph::Problem> problems;
  std::vector<Place> places;
  for (const graph::Plan::PlannedNode& node : plan.nodes) {
    if (node.type == nullptr) continue;
    for (const graph::Option& option : node.type->descriptor.options) {
      if (!node.options.has(option.name)) continue;
      const bool place = option.type == graph::OptionType::kModel || option.type == graph::OptionType::kFilePath ||
                         option.type == graph::OptionType::kSource;
      if (!place) continue;
      const std::string name = "nodes." + node.id + "." + option.name;
      auto located = locate(option, node.options.text(option.name), runtime);
      if (!located) {
        problems.push_back({name, redact(located.error().message)});
        continue;
      }
      if (option.type == graph::OptionType::kSource) warn_of_missing(name, *located, problems);
      places.push_back({option.type, name, *std::move(located)});
    }
  }
  forbid_own_inputs(places, problems);
  return problems;
}

Status to_status(const std::vector<graph::Problem>& problems) {
  for (const graph::Problem& problem : problems) {
    if (!problem.warning) return fail_at(problem.place, ErrorCode::kInvalidArgument, "{}", problem.message);
  }
  return {};
}

}  // namespace ow::engine
