#include "nodes/xray_view_node.h"

#include <cmath>

#include "media/jpeg.h"
#include "media/scale.h"
#include "nodes/picture_budget.h"
#include "nodes/rate_gate.h"
#include "nodes/view_pace.h"
#include "vision/draw.h"

namespace ow::nodes {
namespace {

using graph::NodeContext;

/// Pictures a second while nobody looks.
constexpr double kIdleFps = 1;
/// How long a single look (a .jpg request) keeps the view going.
constexpr std::chrono::seconds kTouchedFor{2};
/// The reduced rendition for slow viewers: about a fifth of the bytes.
constexpr double kReducedPercent = 50;
constexpr int kReducedQuality = 40;

struct Config {
  int quality = 60;
  double fps_max = 15;
  bool automatic_size = true;
  int width_max = 1280;
  vision::DrawOptions draw;
};

Config read_config(const graph::Options& options) {
  Config config;
  config.quality = static_cast<int>(std::lround(options.number("jpeg_quality")));
  config.fps_max = options.number("max_fps");
  config.automatic_size = options.flag("auto_size");
  config.width_max = static_cast<int>(options.integer("max_width"));
  config.draw.labels = options.flag("labels");
  config.draw.scores = options.flag("scores");
  return config;
}

/// Width at most `width_max`, aspect kept, even.
Size view_size(Size frame, int width_max, double scale) {
  const double factor = std::min(1.0, static_cast<double>(width_max) / frame.width) * scale;
  if (factor >= 1) return frame;
  return media::scaled_size(frame, 100 * factor);
}

class XrayView final : public graph::Node {
 public:
  XrayView(const Services& services, const Config& config)
      : services_(services),
        config_(config),
        watched_(config.fps_max),
        idle_(kIdleFps),
        budget_(config.quality, config.automatic_size) {}
  ~XrayView() override {
    if (view_) services_.hub.close(workflow_, node_, view_.get());
  }

  Status start(NodeContext& context) override {
    OW_TRY(painter_, vision::Painter::create());
    OW_TRY(encoder_, media::JpegEncoder::create());
    workflow_ = context.workflow();
    node_ = context.node();
    view_ = services_.hub.open(workflow_, node_, context.observer());
    return {};
  }

  Status set_options(NodeContext&, const graph::Options& options) override {
    const Config changed = read_config(options);
    if (changed.fps_max != config_.fps_max) watched_ = ViewPace(changed.fps_max);
    if (changed.quality != config_.quality || changed.automatic_size != config_.automatic_size) {
      budget_ = PictureBudget(changed.quality, changed.automatic_size);
    }
    config_ = changed;
    return {};
  }

  Status process(NodeContext& context, graph::Inlet inlet, Packet packet) override {
    if (sets_.size() <= inlet.edge) sets_.resize(inlet.edge + 1);
    if (const auto* set = std::get_if<DetectionSetPtr>(&packet.payload)) sets_[inlet.edge] = *set;
    const FrameInfo& info = packet.frame->info();
    if (!due(context, info)) {
      // What nobody would have seen is not missing.
      if (was_watched_) context.observer()->on_drop(context.node(), DropReason::kRateLimit);
      return {};
    }
    return show(context, std::move(packet));
  }

 private:
  bool due(NodeContext& context, const FrameInfo& info) {
    const auto touched = view_->last_touched();
    const TimePoint now = context.clock().now();
    const bool watched = view_->viewer_count() > 0 || (touched && now - *touched < kTouchedFor);
    const bool joined = watched && !was_watched_;
    was_watched_ = watched;
    if (!watched) return idle_.pass(info.pts);
    const bool pass = context.lossless() ? watched_.pass(info.pts) : watched_.pass(info.pts, now);
    return pass || joined;
  }

  Status show(NodeContext& context, Packet packet) {
    auto picture = std::make_shared<live::Picture>();
    const FrameInfo& info = packet.frame->info();
    const TimePoint begin = context.clock().now();
    OW_TRY(FrameBuffer view,
           media::scale_for_view(*packet.frame, view_size(info.size, config_.width_max, budget_.scale())));
    draw(view, info, *picture);
    const TimePoint drawn = context.clock().now();
    context.span(packet.trace, stage::kXrayVisualization, begin, drawn);
    picture->size = view.size();
    picture->quality = budget_.quality();
    OW_TRY(picture->bytes, encoder_->encode(view, budget_.quality()));
    picture->encoded = context.clock().now();
    context.span(packet.trace, stage::kJpegEncoding, drawn, picture->encoded);
    context.observer()->on_picture(context.node(), picture->bytes.size());
    budget_.encoded(picture->bytes.size());
    describe(info, picture->encoded - drawn, *picture);
    picture->trace = packet.trace;
    picture->due = was_watched_ && !context.lossless() ? watched_.due(picture->encoded) : picture->encoded;
    if (view_->reduced_wanted()) {
      OW_TRY(picture->smaller, reduced(context, std::move(view), *picture));
    }
    view_->publish(std::move(picture));
    return {};
  }

  Result<live::PicturePtr> reduced(NodeContext& context, FrameBuffer view, const live::Picture& full) {
    const TimePoint begin = context.clock().now();
    auto picture = std::make_shared<live::Picture>(full);
    picture->rendition = live::Rendition::kReduced;
    picture->quality = std::min(full.quality, kReducedQuality);
    picture->size = media::scaled_size(view.size(), kReducedPercent);
    FrameInfo info;
    info.range = ColourRange::kFull;  // and BT.601, as JPEG means it
    const FramePtr frame = std::move(view).freeze(info);
    OW_TRY(FrameBuffer half, media::scale_for_view(*frame, picture->size));
    OW_TRY(picture->bytes, encoder_->encode(half, picture->quality));
    const TimePoint end = context.clock().now();
    picture->encode_ms = to_ms(end - begin);
    context.observer()->on_span(context.node(), {stage::kReducedEncoding, begin, end});
    return live::PicturePtr(std::move(picture));
  }

  void draw(FrameBuffer& view, const FrameInfo& info, live::Picture& picture) {
    for (const DetectionSetPtr& set : sets_) {
      if (!set) continue;
      vision::DrawOptions options = config_.draw;
      options.carried_over = set->carried_over;
      painter_->draw(view, info.source_size, set->items, set->labels, options);
      picture.detections.push_back(set);
    }
  }

  static void describe(const FrameInfo& info, Duration encode, live::Picture& picture) {
    picture.source_size = info.source_size;
    picture.sequence = info.sequence;
    picture.pts = info.pts;
    picture.capture_unix_us = info.capture_unix_us;
    picture.encode_ms = to_ms(encode);
  }

  const Services& services_;
  Config config_;
  ViewPace watched_;
  RateGate idle_;
  PictureBudget budget_;
  bool was_watched_ = false;
  std::string workflow_, node_;
  std::unique_ptr<vision::Painter> painter_;
  std::unique_ptr<media::JpegEncoder> encoder_;
  std::shared_ptr<live::View> view_;
  std::vector<DetectionSetPtr> sets_;  // the newest of each upstream
};

}  // namespace

graph::NodeDescriptor XrayViewNode::descriptor() {
  using enum graph::OptionType;
  return {.type = "xray_view",
          .title = "X-RAY View",
          .category = "View",
          .doc = "Shows the live picture with boxes, labels and scores.",
          .keywords = {"viewer", "display", "screen", "monitor", "preview", "watch", "window", "overlay", "people",
                       "person"},
          .inputs = {{.name = "in",
                      .type = graph::PortType::kFrame,
                      .doc = "frames, with or without detections",
                      .many = true}},
          .outputs = {},
          .options = {
              {.name = "mode",
               .type = kChoice,
               .fallback = std::string("boxes"),
               .doc = "What is drawn",
               .choices = {"boxes"},
               .live = true},
              {.name = "jpeg_quality",
               .type = kPercent,
               .fallback = 60.0,
               .doc = "Lower is smaller and faster",
               .min = 1,
               .max = 100,
               .unit = "%",
               .live = true},
              {.name = "max_fps",
               .type = kNumber,
               .fallback = 15.0,
               .doc = "Pictures a second at most",
               .min = 1,
               .max = 60,
               .unit = "fps",
               .live = true,
               .slider = true,
               .step = 1},
              {.name = "auto_size",
               .type = kFlag,
               .fallback = true,
               .doc = "Lower quality, then size, of pictures above 70 KB",
               .live = true},
              {.name = "max_width",
               .type = kInteger,
               .fallback = std::int64_t{1280},
               .doc = "Wider frames are shown smaller",
               .min = 64,
               .max = 7680,
               .unit = "px",
               .live = true,
               .advanced = true},
              {.name = "labels", .type = kFlag, .fallback = true, .doc = "Draw class names", .live = true},
              {.name = "scores", .type = kFlag, .fallback = true, .doc = "Draw scores", .live = true},
          }};
}

graph::NodeFactory XrayViewNode::factory(const Services& services) {
  return [&services](const graph::Options& options) -> Result<std::unique_ptr<graph::Node>> {
    return std::make_unique<XrayView>(services, read_config(options));
  };
}

}  // namespace ow::nodes
