#include "nodes/detection_filter_node.h"

#include <algorithm>

#include "base/text.h"

namespace ow::nodes {
namespace {

struct Config {
  std::vector<std::string> classes, exclude;
  double confidence = 0;
  double area_min_percent = 0, area_max_percent = 100;
};

Result<Config> read_config(const graph::Options& options) {
  Config config{.classes = options.list("classes"), .exclude = options.list("exclude")};
  config.confidence = options.number("confidence");
  config.area_min_percent = options.number("min_area");
  config.area_max_percent = options.number("max_area");
  if (config.area_min_percent > config.area_max_percent) {
    return fail_at("min_area", ErrorCode::kInvalidArgument, "{} is above max_area ({})", config.area_min_percent,
                   config.area_max_percent);
  }
  return config;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

class DetectionFilter final : public graph::Node {
 public:
  explicit DetectionFilter(Config config) : config_(std::move(config)) {}

  Status start(graph::NodeContext&) override { return {}; }

  Status set_options(graph::NodeContext& context, const graph::Options& options) override {
    OW_TRY(config_, read_config(options));
    checked_ = nullptr;  // the new names are checked with the next frame
    context.report(graph::Health::kOk, {});
    return {};
  }

  Status process(graph::NodeContext& context, graph::Inlet, Packet packet) override {
    if (const DetectionSet* set = packet.detections()) {
      warn_about_unknown(context, set->labels);
      auto kept = std::make_shared<DetectionSet>(*set);
      const Size source = packet.frame->info().source_size;
      const double picture = static_cast<double>(source.width) * source.height;
      std::erase_if(kept->items, [&](const Detection& item) { return !keeps(item, set->labels, picture); });
      packet.payload = DetectionSetPtr(std::move(kept));
    }
    context.emit(0, std::move(packet));
    return {};
  }

 private:
  [[nodiscard]] bool keeps(const Detection& item, const Labels& labels, double picture_area) const {
    if (item.score < config_.confidence) return false;
    const double percent = 100.0 * item.box.area() / picture_area;
    if (percent < config_.area_min_percent || percent > config_.area_max_percent) return false;
    const std::string name = label_of(labels, item.class_id);
    if (!config_.classes.empty() && !contains(config_.classes, name)) return false;
    return !contains(config_.exclude, name);
  }

  /// Said once per model: a class that the model does not know can never appear.
  void warn_about_unknown(graph::NodeContext& context, const Labels& labels) {
    if (labels == checked_ || !labels) return;
    checked_ = labels;
    for (const std::vector<std::string>* names : {&config_.classes, &config_.exclude}) {
      for (const std::string& name : *names) {
        if (contains(*labels, name)) continue;
        context.report(graph::Health::kWarning, "the model has no class '" + name + "'" + did_you_mean(name, *labels));
      }
    }
  }

  Config config_;
  Labels checked_;
};

}  // namespace

graph::NodeDescriptor DetectionFilterNode::descriptor() {
  using enum graph::OptionType;
  return {.type = "detection_filter",
          .title = "Detection Filter",
          .category = "Process",
          .doc = "Keeps detections by class, score and size.",
          .inputs = {{.name = "in", .type = graph::PortType::kDetections, .doc = "detections", .capacity = 2}},
          .outputs = {{.name = "out", .type = graph::PortType::kDetections, .doc = "what was kept"}},
          .options = {
              {.name = "classes",
               .type = kClassList,
               .fallback = {},
               .doc = "Only these classes; empty means all",
               .live = true,
               .placeholder = "person, car"},
              {.name = "exclude", .type = kClassList, .fallback = {}, .doc = "Never these classes", .live = true},
              {.name = "confidence",
               .type = kFraction,
               .fallback = 0.0,
               .doc = "Lower scores are dropped",
               .min = 0,
               .max = 1,
               .live = true},
              {.name = "min_area",
               .type = kNumber,
               .fallback = 0.0,
               .doc = "Smaller boxes are dropped, in percent of the picture",
               .min = 0,
               .max = 100,
               .unit = "%",
               .live = true,
               .slider = true,
               .step = 0.1,
               .group = "Size"},
              {.name = "max_area",
               .type = kNumber,
               .fallback = 100.0,
               .doc = "Larger boxes are dropped, in percent of the picture",
               .min = 0,
               .max = 100,
               .unit = "%",
               .live = true,
               .slider = true,
               .step = 0.1,
               .group = "Size"},
          }};
}

graph::NodeFactory DetectionFilterNode::factory() {
  return [](const graph::Options& options) -> Result<std::unique_ptr<graph::Node>> {
    OW_TRY(Config config, read_config(options));
    return std::make_unique<DetectionFilter>(std::move(config));
  };
}

}  // namespace ow::nodes
