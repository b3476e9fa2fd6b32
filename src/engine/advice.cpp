#include "engine/advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/trace.h"

namespace ow::engine {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kCalmFps = 15;

/// Where an operation costs most.
std::string costliest_node(const profile::Snapshot& snapshot, const std::string& operation) {
  std::string node;
  double most_ms = -1;
  for (const profile::NodeStats& stats : snapshot.nodes) {
    for (const profile::OperationStats& each : stats.operations) {
      if (each.operation != operation || each.avg_ms <= most_ms) continue;
      most_ms = each.avg_ms;
      node = stats.node;
    }
  }
  return node;
}

/// Collects what helps one node, looking at it and at everything before it.
class Adviser {
 public:
  Adviser(const graph::Workflow& workflow, const graph::Registry& registry, std::string node)
      : workflow_(workflow), registry_(registry), node_(std::move(node)) {
    walk(node_);
  }

  std::vector<Help> for_operation(const std::string& operation) {
    if (operation == stage::kModelInference) inference();
    if (operation == stage::kVideoDecode) {
      lower_number("processing_fps", kCalmFps, "Take {:g} frames a second at most");
      say("Take the camera's smaller sub-stream, or a file of a lower resolution: every frame is decoded in full");
    }
    if (operation == stage::kScale || operation == stage::kPreprocess || operation == stage::kSimilarity) {
      lower_number("processing_fps", kCalmFps, "Take {:g} frames a second at most");
    }
    if (operation == stage::kPreprocess) halve_scale();
    if (operation == stage::kXrayVisualization || operation == stage::kJpegEncoding) view();
    if (operation == stage::kFileEncoding) halve_scale();
    return std::move(helps_);
  }

 private:
  void walk(const std::string& node) {
    if (!seen_.insert(node).second) return;
    order_.push_back(node);
    for (const graph::EdgeSpec& edge : workflow_.edges) {
      if (edge.to == node) walk(edge.from);
    }
  }

  void inference() {
    set_flag("skip_similar", "Skip frames that look like the last inferred one: saves most on still scenes");
    lower_number("fps", kCalmFps, "Infer {:g} times a second at most; frames between carry the boxes on");
    say("Choose a smaller model, or an INT8 file of this one");
  }

  void view() {
    lower_number("max_fps", kCalmFps, "Show {:g} pictures a second at most");
    lower_number("jpeg_quality", 60, "Lower the picture quality to {:g} %");
    lower_number("max_width", 960, "Show pictures {:g} px wide at most");
    halve_scale();
  }

  void say(std::string text) { helps_.push_back({std::move(text)}); }

  /// The nearest node, itself first, that has the option, with its present value.
  struct Found {
    const graph::NodeSpec* node = nullptr;
    const graph::Option* option = nullptr;
    graph::OptionValue value;
  };
  [[nodiscard]] Found find(std::string_view option) const {
    for (const std::string& id : order_) {
      const graph::NodeSpec* node = workflow_.node(id);
      const graph::NodeType* type = node == nullptr ? nullptr : registry_.find(node->type);
      const graph::Option* declared = type == nullptr ? nullptr : type->descriptor.option(option);
      if (declared == nullptr) continue;
      std::vector<graph::Problem> ignored;
      return {node, declared, graph::read_options(*node, type->descriptor, ignored).value(option)};
    }
    return {};
  }

  void set_flag(std::string_view option, std::string text) {
    const Found found = find(option);
    const bool* set = std::get_if<bool>(&found.value);
    if (set != nullptr && !*set) helps_.push_back({std::move(text), found.node->id, found.option->name, true});
  }

  static double number_of(const graph::OptionValue& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    const auto* number = std::get_if<double>(&value);
    return number == nullptr ? std::nan("") : *number;
  }

  void offer(const Found& found, double value, fmt::string_view format) {
    helps_.push_back({fmt::vformat(format, fmt::make_format_args(value)), found.node->id, found.option->name,
                      found.option->type == graph::OptionType::kInteger ? Json(std::lround(value)) : Json(value)});
  }

  /// 0 stands for "as many as come" in rates.
  void lower_number(std::string_view option, double target, fmt::string_view format) {
    const Found found = find(option);
    const double present = number_of(found.value);
    if (std::isnan(present) || (present != 0 && present <= target)) return;
    offer(found, target, format);
  }

  void halve_scale() {
    const Found found = find("resolution_scale");
    const double present = number_of(found.value);
    if (std::isnan(present) || present <= 25) return;
    offer(found, present > 50 ? 50 : 25, "Scale frames to {:g} %: fewer pixels from here on");
  }

  const graph::Workflow& workflow_;
  const graph::Registry& registry_;
  const std::string node_;
  std::set<std::string> seen_;
  std::vector<std::string> order_;  // the node, then what is before it, nearest first
  std::vector<Help> helps_;
};

}  // namespace

std::vector<BottleneckAdvice> advise(const graph::Workflow& workflow, const graph::Registry& registry,
                                     const profile::Snapshot& snapshot) {
  std::vector<BottleneckAdvice> out;
  for (const profile::Bottleneck& found : snapshot.bottlenecks) {
    BottleneckAdvice advice{.node = costliest_node(snapshot, found.operation),
                            .operation = found.operation,
                            .avg_ms = found.avg_ms,
                            .share = found.share,
                            .helps = {}};
    advice.helps = Adviser(workflow, registry, advice.node).for_operation(found.operation);
    out.push_back(std::move(advice));
  }
  return out;
}

}  // namespace ow::engine
