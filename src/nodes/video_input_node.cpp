#include "nodes/video_input_node.h"

#include <fmt/format.h>

#include "base/credentials.h"
#include "base/log.h"
#include "base/text.h"
#include "base/wait.h"
#include "media/scale.h"
#include "media/source.h"
#include "media/uri.h"
#include "nodes/backoff.h"
#include "nodes/frame_continuity.h"
#include "nodes/playback.h"
#include "nodes/rate_gate.h"
#include "nodes/resolve.h"
#include "vision/similarity.h"

namespace ow::nodes {
namespace {

using graph::Health;
using graph::NodeContext;

/// A file's frame that is later than this is dropped, so that playback catches up.
constexpr std::chrono::milliseconds kLateMax{150};
/// … but after so many in a row one is shown: a slow machine shows a slow film, not a still.
constexpr int kLateRunMax = 8;

struct Config {
  media::SourceOptions source;
  double scale_percent = 100;
  double processing_fps = 0;
  double speed = 1;
  bool skip_similar = false;
  double similarity_threshold = 0.95;
  bool loop = false;
  std::uint64_t frames_max = 0;
};

Config read_config(const graph::Options& options) {
  Config config;
  config.source.uri = options.text("source");
  config.source.rtsp_transport = options.text("rtsp_transport");
  config.source.hardware_decode = options.text("hw_decode") == "auto";
  config.scale_percent = options.number("resolution_scale");
  config.processing_fps = options.number("processing_fps");
  config.speed = options.number("playback_speed");
  config.skip_similar = options.flag("skip_similar");
  config.similarity_threshold = options.number("similarity_threshold");
  config.loop = options.flag("loop");
  config.frames_max = static_cast<std::uint64_t>(options.integer("max_frames"));
  return config;
}

/// So many damaged pictures in a row are worth a word.
constexpr int kDamagedRunMax = 25;

/// A camera that sends garbage now may send pictures later; a file stays what it is.
bool worth_retrying(const Error& error, const std::string& source) {
  if (error.code == ErrorCode::kUnavailable || error.code == ErrorCode::kDeadlineExceeded) return true;
  const auto uri = media::parse_uri(source);
  const bool unreadable = error.code == ErrorCode::kDataLoss || error.code == ErrorCode::kUnsupported;
  return unreadable && uri && (uri->network() || uri->kind == media::UriKind::kCamera);
}

FramePtr with_capture(const Frame& frame, TimePoint capture, Duration shift) {
  FrameInfo info = frame.info();
  info.capture_time = capture;
  info.capture_unix_us += std::chrono::duration_cast<std::chrono::microseconds>(shift).count();
  return std::make_shared<const Frame>(info, std::array<Plane, 3>{frame.plane(0), frame.plane(1), frame.plane(2)},
                                       frame.owner());
}

class VideoInput final : public graph::SourceNode {
 public:
  explicit VideoInput(Config config)
      : config_(std::move(config)),
        rate_(config_.processing_fps),
        playback_(config_.speed),
        gate_({.threshold = config_.similarity_threshold}) {}

  Status start(NodeContext& context) override {
    // Shown as it is written: a variable is a secret, wherever in the address it stands.
    config_.source.name = mask_address(config_.source.uri);
    OW_TRY(config_.source.uri, resolve_source(*config_.source.access, config_.source.uri));
    context.fact("source", config_.source.name);
    return {};
  }

  /// On the source's thread, between two frames.
  Status set_options(NodeContext& context, const graph::Options& options) override {
    const Config changed = read_config(options);
    if (changed.processing_fps != config_.processing_fps) rate_ = RateGate(changed.processing_fps);
    if (changed.speed != config_.speed) playback_ = Playback(changed.speed);
    if (changed.similarity_threshold != config_.similarity_threshold) {
      gate_ = vision::SimilarityGate({.threshold = changed.similarity_threshold});
    }
    config_.processing_fps = changed.processing_fps;
    config_.speed = changed.speed;
    config_.similarity_threshold = changed.similarity_threshold;
    config_.skip_similar = changed.skip_similar;
    config_.scale_percent = changed.scale_percent;
    config_.loop = changed.loop;
    if (told_size_.width > 0) publish_size(context);
    return {};
  }

  Status run(NodeContext& context) override {
    Backoff backoff;
    while (!context.stop().stop_requested()) {
      OW_CHECK(context.run_posted());
      const std::uint64_t before = frames_;
      const Status status = play(context);
      if (status || context.stop().stop_requested()) return {};
      if (!worth_retrying(status.error(), config_.source.uri)) return status;
      if (frames_ > before) backoff.reset();
      const auto pause = backoff.next();
      const TimePoint next_try = context.clock().now() + pause;
      context.report_retry(fmt::format("{} Trying again in {:.1f} s.", as_sentence(status.error().message),
                                       std::chrono::duration<double>(pause).count()),
                           next_try);
      if (!wait_until(context.stop(), next_try)) return {};
    }
    return {};
  }

 private:
  /// One opening of the source until it ends (OK) or fails.
  Status play(NodeContext& context) {
    OW_TRY(auto source, media::open_source(config_.source, context.clock(), context.stop()));
    const media::SourceInfo& info = source->info();
    if (config_.loop && !info.seekable) {
      context.report(Health::kWarning, "this source cannot be repeated; 'loop' has no effect");
    }
    publish_facts(context, info);
    fresh_ = true;
    damaged_run_ = 0;
    while (!context.stop().stop_requested() && !complete()) {
      OW_CHECK(context.run_posted());
      OW_TRY(media::ReadResult read, source->read(context.stop()));
      if (std::holds_alternative<media::EndOfSource>(read)) {
        if (!config_.loop || !info.seekable) return {};
        OW_CHECK(source->rewind());
      } else if (std::holds_alternative<media::CorruptFrame>(read)) {
        note_damage(context);
      } else {
        note_good_frame(context, *std::get<media::SourceFrame>(read).frame, info);
        OW_CHECK(handle(context, std::get<media::SourceFrame>(read), info.live));
      }
    }
    return {};
  }

  void note_damage(NodeContext& context) {
    context.observer()->on_drop(context.node(), DropReason::kCorrupt);
    if (++damaged_run_ != kDamagedRunMax) return;
    fresh_ = true;  // the next good frame says that all is well again
    context.report(
        Health::kWarning,
        fmt::format("the source sends damaged pictures ({} in a row): they are left out until good ones come",
                    damaged_run_));
  }

  void note_good_frame(NodeContext& context, const Frame& frame, const media::SourceInfo& info) {
    damaged_run_ = 0;
    if (std::exchange(fresh_, false)) context.report(Health::kOk, {});
    if (frame.size() == told_size_ && info.codec == told_codec_) return;
    media::SourceInfo changed = info;
    changed.size = frame.size();
    publish_facts(context, changed);
  }

  [[nodiscard]] bool complete() const { return config_.frames_max != 0 && sent_ >= config_.frames_max; }

  void publish_size(NodeContext& context) {
    const Size scaled = media::scaled_size(told_size_, config_.scale_percent);
    const std::string from = fmt::format("{}x{}", told_size_.width, told_size_.height);
    context.fact("resolution",
                 scaled == told_size_ ? from : fmt::format("{} -> {}x{}", from, scaled.width, scaled.height));
  }

  void publish_facts(NodeContext& context, const media::SourceInfo& info) {
    if (told_size_.width > 0 && (told_size_ != info.size || told_codec_ != info.codec)) {
      log::info("{}/{}: the source changed from {} {}x{} to {} {}x{}", context.workflow(), context.node(), told_codec_,
                told_size_.width, told_size_.height, info.codec, info.size.width, info.size.height);
    }
    told_size_ = info.size;
    told_codec_ = info.codec;
    publish_size(context);
    context.fact("decoder", info.decoder);
    if (info.frames_per_second > 0) context.fact("source_fps", fmt::format("{:.2f}", info.frames_per_second));
  }

  Status handle(NodeContext& context, media::SourceFrame& read, bool live) {
    FramePtr frame = continuity_.next(std::move(read.frame));
    ++frames_;
    context.observer()->on_span(context.node(), read.decode);  // first: the time of a run begins with it
    context.observer()->on_frame_in(context.node());
    const bool chosen = rate_.pass(frame->info().pts);
    if (!live && !context.lossless()) {
      if (!wait_for_turn(context, frame, read.decode)) return {};
    }
    // Between two chosen frames: where the one before still waits, a newer one is worth more.
    if (!chosen && !context.waiting(0)) return drop_for_rate(context);
    OW_TRY(Packet packet, prepare(context, std::move(frame), read.decode));
    if (!chosen) {
      // One that looks like the gate's reference shows nothing newer, and the reference itself may be what waits.
      if (!packet.similar_to) context.renew(0, std::move(packet));
      return drop_for_rate(context);  // of the older one, or of this one
    }
    ++sent_;
    context.emit(0, std::move(packet));
    return {};
  }

  static Status drop_for_rate(NodeContext& context) {
    context.observer()->on_drop(context.node(), DropReason::kRateLimit);
    return {};
  }

  /// Waits until a file's frame is due. False: stopped, or too late to be shown.
  bool wait_for_turn(NodeContext& context, FramePtr& frame, Span& decode) {
    const TimePoint now = context.clock().now();
    const TimePoint due = playback_.due(frame->info().pts, now);
    if (now - due > kLateMax && ++late_run_ < kLateRunMax) {
      context.observer()->on_drop(context.node(), DropReason::kLate);
      return false;
    }
    late_run_ = 0;
    if (due <= now) return true;
    if (!wait_until(context.stop(), due)) return false;
    // The frame counts as captured when it was due: its decoding is moved there, so that the pause is nobody's latency.
    const Duration shift = context.clock().now() - decode.end;
    decode.begin += shift;
    decode.end += shift;
    frame = with_capture(*frame, decode.begin, shift);
    return true;
  }

  Result<Packet> prepare(NodeContext& context, FramePtr frame, const Span& decode) {
    Packet packet;
    packet.trace = Trace(decode.begin);
    packet.trace.add(decode.name, decode.begin, decode.end);
    if (config_.skip_similar) {
      const TimePoint begin = context.clock().now();
      packet.similar_to = gate_.similar_to(*frame);
      context.span(packet.trace, stage::kSimilarity, begin, context.clock().now());
    }
    const Size size = media::scaled_size(frame->size(), config_.scale_percent);
    if (!(size == frame->size())) {
      const TimePoint begin = context.clock().now();
      OW_TRY(frame, media::scale(frame, size));
      context.span(packet.trace, stage::kScale, begin, context.clock().now());
    }
    packet.frame = std::move(frame);
    return packet;
  }

  Config config_;
  RateGate rate_;
  Playback playback_;
  vision::SimilarityGate gate_;
  std::uint64_t frames_ = 0;
  std::uint64_t sent_ = 0;
  int late_run_ = 0;
  int damaged_run_ = 0;
  bool fresh_ = true;  ///< the next good frame is to be told as such
  Size told_size_;  // as the facts have it
  std::string told_codec_;
  FrameContinuity continuity_;
};

std::vector<graph::Option> input_options() {
  using enum graph::OptionType;
  return {
      {.name = "source",
       .type = kSource,
       .fallback = {},
       .doc = "File, folder, glob, http(s)://, rtsp://, /dev/video0 or test://pattern; ${NAME} is taken from "
              "the environment",
       .required = true,
       .placeholder = "rtsp://camera/stream or clip.mp4"},
      {.name = "resolution_scale",
       .type = kPercent,
       .fallback = 100.0,
       .doc = "Size of the frames that travel on, per side; smaller is faster",
       .min = 1,
       .max = 100,
       .unit = "%",
       .choices = {"25", "50", "75", "100"},
       .live = true,
       .help = "25 is for the highest rate, 50 for everyday use, 100 for small and far objects."},
      {.name = "processing_fps",
       .type = kNumber,
       .fallback = 0.0,
       .doc = "At most so many frames a second; 0 takes all",
       .min = 0,
       .max = 240,
       .unit = "fps",
       .live = true,
       .slider = true,
       .step = 1},
      {.name = "playback_speed",
       .type = kNumber,
       .fallback = 1.0,
       .doc = "Speed of a file",
       .min = 0.1,
       .max = 16,
       .unit = "x",
       .live = true,
       .slider = true,
       .step = 0.1},
      {.name = "skip_similar",
       .type = kFlag,
       .fallback = false,
       .doc = "No inference on frames that look like the last inferred one",
       .live = true,
       .help = "Saves most on still scenes; the last boxes stay meanwhile, at most 2 s."},
      {.name = "similarity_threshold",
       .type = kFraction,
       .fallback = 0.95,
       .doc = "How alike two frames must be to skip one; 1 never skips",
       .min = 0,
       .max = 1,
       .live = true,
       .advanced = true},
      {.name = "loop", .type = kFlag, .fallback = false, .doc = "Start a file again when it ends", .live = true},
      {.name = "lossless",
       .type = kFlag,
       .fallback = false,
       .doc = "Offline: every frame, in order, as fast as the workflow takes them"},
      {.name = "max_frames",
       .type = kInteger,
       .fallback = std::int64_t{0},
       .doc = "Ends after so many frames; 0 goes on",
       .min = 0,
       .max = 1e9,
       .advanced = true},
      {.name = "hw_decode",
       .type = kChoice,
       .fallback = std::string("auto"),
       .doc = "Decode on the GPU where there is one",
       .choices = {"auto", "off"},
       .advanced = true},
      {.name = "rtsp_transport",
       .type = kChoice,
       .fallback = std::string("tcp"),
       .doc = "How RTSP cameras send",
       .choices = {"tcp", "udp"},
       .advanced = true},
  };
}

}  // namespace

graph::NodeDescriptor VideoInputNode::descriptor() {
  using graph::Option;
  using enum graph::OptionType;
  return {.type = "video_input",
          .title = "Video Input",
          .category = "Input",
          .doc = "Frames from a file, a folder of pictures, a network camera, a webcam or a test pattern.",
          .keywords = {"camera", "webcam", "cctv", "rtsp", "stream", "url", "http", "usb", "capture", "source", "mp4",
                       "avi", "movie", "clip", "image", "read", "open"},
          .inputs = {},
          .outputs = {{.name = "out", .type = graph::PortType::kFrame, .doc = "scaled frames"}},
          .options = input_options()};
}

graph::NodeFactory VideoInputNode::factory(const Services& services) {
  return [&services](const graph::Options& options) -> Result<std::unique_ptr<graph::Node>> {
    Config config = read_config(options);
    config.source.access = services.access;
    return std::make_unique<VideoInput>(std::move(config));
  };
}

}  // namespace ow::nodes
