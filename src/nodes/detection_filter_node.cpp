#include "nodes/detection_filter_node.h"

#include <algorithm>

#include "base/text.h"

namespace ow::nodes {
namespace {

struct Config {
  std::vector<std::string> classes, exclude;
  double confidence = 0;
  double area_min_percent = 0, area_max_percent = 100;
  std::vector<Point> area = {};  ///< empty: everywhere
};

Result<Config> read_config(const graph::Options& options) {
  Config config{.classes = options.list("classes"), .exclude = options.list("exclude")};
  config.confidence = options.number("confidence");
  config.area_min_percent = options.number("min_area");
  config.area_max_percent = options.number("max_area");
  config.area = options.points("area");
  if (config.area_min_percent > config.area_max_percent) {
    return fail_at("min_area", ErrorCode::kInvalidArgument, "{} is above max_area ({})", config.area_min_percent,
                   config.area_max_percent);
  }
  return config;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

/// Where the object stands, in fractions of the picture: the middle of its box's lower edge.
Point standing_point(const Box& box, Size picture) {
  return {(static_cast<double>(box.x1) + box.x2) / 2 / picture.width, static_cast<double>(box.y2) / picture.height};
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
      const TimePoint begin = context.clock().now();
      warn_about_unknown(context, set->labels);
      auto kept = std::make_shared<DetectionSet>(*set);
      const Size picture = packet.frame->info().source_size;
      std::erase_if(kept->items, [&](const Detection& item) { return !keeps(item, set->labels, picture); });
      packet.payload = DetectionSetPtr(std::move(kept));
      context.span(packet.trace, stage::kFilter, begin, context.clock().now());
    }
    context.emit(0, std::move(packet));
    return {};
  }

 private:
  [[nodiscard]] bool keeps(const Detection& item, const Labels& labels, Size picture) const {
    if (item.score < config_.confidence) return false;
    const double percent = 100.0 * item.box.area() / (static_cast<double>(picture.width) * picture.height);
    if (percent < config_.area_min_percent || percent > config_.area_max_percent) return false;
    if (!config_.area.empty() && !contains(config_.area, standing_point(item.box, picture))) return false;
    const std::string name = label_of(labels, item.class_id);
    if (!config_.classes.empty() && !has(config_.classes, name)) return false;
    return !has(config_.exclude, name);
  }

  /// Said once per model: a class that the model does not know can never appear.
  void warn_about_unknown(graph::NodeContext& context, const Labels& labels) {
    if (labels == checked_ || !labels) return;
    checked_ = labels;
    for (const std::vector<std::string>* names : {&config_.classes, &config_.exclude}) {
      for (const std::string& name : *names) {
        if (has(*labels, name)) continue;
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
          .doc = "Keeps detections by class, score, place and size.",
          .keywords = {"zone", "region", "only", "exclude", "ignore", "threshold", "people", "person", "count"},
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
              {.name = "area",
               .type = kPoints,
               .fallback = {},
               .doc = "Only what stands in this area of the picture; none means everywhere",
               .live = true,
               .help = "An object stands where the middle of its box's lower edge is.",
               .group = "Place"},
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

Status DetectionFilterNode::check(const graph::Options& options) {
  OW_CHECK(read_config(options));
  return {};
}

graph::NodeFactory DetectionFilterNode::factory() {
  return [](const graph::Options& options) -> Result<std::unique_ptr<graph::Node>> {
    OW_TRY(Config config, read_config(options));
    return std::make_unique<DetectionFilter>(std::move(config));
  };
}

}  // namespace ow::nodes
