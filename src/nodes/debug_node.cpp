#include "nodes/debug_node.h"

#include <fmt/format.h>

#include "base/log.h"
#include "nodes/rate_gate.h"

namespace ow::nodes {
namespace {

constexpr std::size_t kItemsShown = 8;

std::string describe(const Packet& packet) {
  const FrameInfo& info = packet.frame->info();
  std::string text = fmt::format("frame {} at {:.3f} s, {}x{}", info.sequence,
                                 std::chrono::duration<double>(info.pts).count(), info.size.width, info.size.height);
  const DetectionSet* set = packet.detections();
  if (set == nullptr) return text;
  text += fmt::format(", {} detections{}", set->items.size(), set->carried_over ? " (carried over)" : "");
  for (std::size_t i = 0; i < std::min(kItemsShown, set->items.size()); ++i) {
    const Detection& item = set->items[i];
    text += fmt::format("{} {} {:.2f}", i == 0 ? ":" : ",", label_of(set->labels, item.class_id), item.score);
  }
  return text;
}

class Debug final : public graph::Node {
 public:
  explicit Debug(double interval_s) : gate_(1 / interval_s) {}
  Status start(graph::NodeContext&) override { return {}; }
  Status set_options(graph::NodeContext&, const graph::Options& options) override {
    gate_ = RateGate(1 / options.number("interval"));
    return {};
  }
  Status process(graph::NodeContext& context, graph::Inlet, Packet packet) override {
    ++frames_;
    const auto elapsed = context.clock().now().time_since_epoch();
    if (gate_.pass(std::chrono::duration_cast<std::chrono::microseconds>(elapsed))) {
      const std::string text = describe(packet);
      log::info("{}/{}: {}", context.workflow(), context.node(), text);
      context.fact("last", text);
      context.fact("frames", std::to_string(frames_));
    }
    if (context.lossless()) context.observer()->on_complete(context.node(), packet.trace, context.clock().now());
    return {};
  }

 private:
  RateGate gate_;
  std::uint64_t frames_ = 0;
};

}  // namespace

graph::NodeDescriptor DebugNode::descriptor() {
  return {.type = "debug",
          .title = "Debug",
          .category = "Output",
          .doc = "Writes what flows by to the log and shows the last line.",
          .keywords = {"print", "inspect", "console", "test", "count"},
          .inputs = {{.name = "in",
                      .type = graph::PortType::kFrame,
                      .doc = "frames, with or without detections",
                      .many = true}},
          .outputs = {},
          .options = {{.name = "interval",
                       .type = graph::OptionType::kNumber,
                       .fallback = 1.0,
                       .doc = "Seconds between two lines",
                       .min = 0.1,
                       .max = 3600,
                       .unit = "s",
                       .live = true}}};
}

graph::NodeFactory DebugNode::factory() {
  return [](const graph::Options& options) -> Result<std::unique_ptr<graph::Node>> {
    return std::make_unique<Debug>(options.number("interval"));
  };
}

}  // namespace ow::nodes
