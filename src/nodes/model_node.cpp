#include "nodes/model_node.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "base/text.h"
#include "nodes/model_file_watch.h"
#include "nodes/model_input.h"
#include "nodes/model_options.h"
#include "nodes/rate_gate.h"
#include "nodes/skip_audit.h"
#include "vision/head.h"

namespace ow::nodes {
namespace {

using graph::Health;
using graph::NodeContext;

/// Frames that may wait behind one that is being inferred, carried-over ones included.
constexpr std::size_t kPendingMax = 64;

struct Config {
  std::string model;
  vision::DecodeOptions decode;
  std::vector<std::string> classes;
  double fps = 0;
  int batch_size = 1;
  std::string precision, device, schedule;
  double audit_share = 0;
};

Config read_config(const graph::Options& options) {
  Config config;
  config.model = options.text("model");
  config.decode.confidence = static_cast<float>(options.number("confidence"));
  config.decode.iou = static_cast<float>(options.number("iou"));
  config.decode.detections_max = static_cast<int>(options.integer("max_detections"));
  config.classes = options.list("classes");
  config.fps = options.number("fps");
  config.batch_size = static_cast<int>(options.integer("batch_size"));
  config.precision = options.text("precision");
  config.device = options.text("device");
  config.schedule = options.text("schedule");
  config.audit_share = options.number("audit_skipped") / 100;
  return config;
}

/// Class names (or numbers) → ids of the model's labels.
Result<std::vector<std::int32_t>> class_ids(const std::vector<std::string>& classes, const Labels& labels) {
  std::vector<std::int32_t> ids;
  for (const std::string& name : classes) {
    const auto found = std::ranges::find(*labels, name);
    if (found == labels->end()) {
      return fail_at("classes", ErrorCode::kInvalidArgument, "the model has no class '{}'{}; it has {} classes", name,
                     did_you_mean(name, *labels), labels->size());
    }
    ids.push_back(static_cast<std::int32_t>(found - labels->begin()));
  }
  return ids;
}

/// One frame on its way through the node.
struct Pending {
  Packet packet;
  bool inferred = false;             ///< false: carries the result before it on
  bool ready = false;
  TimePoint since{};  ///< end of its last step
  vision::Letterbox letterbox;
  DetectionSetPtr result;
};

class Model final : public graph::Node {
 public:
  Model(const Services& services, Config config)
      : services_(services), config_(std::move(config)), rate_(config_.fps) {}

  Status start(NodeContext& context) override {
    OW_TRY(const auto file, services_.library.resolve(config_.model));
    file_.emplace(file);
    OW_TRY(const infer::ModelRequest request, make_request(file, context.lossless()));
    OW_TRY(stream_, services_.inference.open(request));
    OW_TRY(head_, vision::recognise_head(stream_->signature()));
    OW_TRY(config_.decode.classes, class_ids(config_.classes, head_->labels()));
    const ExecutionTruth& truth = stream_->truth();
    // One frame per session is worked on; an offline run prepares the next one meanwhile.
    sessions_ = static_cast<std::size_t>(std::max(1, truth.sessions));
    in_flight_max_ = (sessions_ + (context.lossless() ? 1 : 0)) * static_cast<std::size_t>(config_.batch_size);
    input_.emplace(head_->input(), config_.batch_size);
    publish_facts(context, truth);
    return config_.audit_share > 0 ? open_audit(request, context.lossless()) : Status();
  }

  [[nodiscard]] bool wants_input() const override {
    if (audit_ && audit_->full()) return false;
    return in_flight_ + batch_.size() < in_flight_max_ && pending_.size() < kPendingMax;
  }
  [[nodiscard]] bool idle() const override { return pending_.empty() && (!audit_ || audit_->idle()); }

  /// What is being inferred on obeys as well: boxes are chosen when the result comes.
  Status set_options(NodeContext&, const graph::Options& options) override {
    Config changed = read_config(options);
    OW_TRY(changed.decode.classes, class_ids(changed.classes, head_->labels()));
    if (changed.fps != config_.fps) rate_ = RateGate(changed.fps);
    config_ = std::move(changed);
    if (audit_) audit_->use(config_.decode);
    infer_next_ = true;  // the last result was chosen by the old values: it is not carried on
    return {};
  }

  Status process(NodeContext& context, graph::Inlet, Packet packet) override {
    file_->watch(context);
    const FrameInfo& info = packet.frame->info();
    const bool similar = packet.similar_to && last_inferred_ && *packet.similar_to == *last_inferred_;
    const bool due = similar || rate_.pass(info.pts);  // a similar frame takes no place on the rate's grid
    const bool spared = last_inferred_ && !infer_next_ && (similar || !due);
    if (audit_ && spared && similar) OW_CHECK(audit_->spared(context, packet.frame, *last_inferred_));
    pending_.emplace_back().packet = std::move(packet);
    if (spared) {
      mark_ready(pending_.back(), context.clock().now());
      return emit_ready(context);
    }
    infer_next_ = false;
    // A similar frame is inferred only after a change; the source goes on comparing with the reference that it has.
    if (!similar) last_inferred_ = pending_.back().packet.frame->info().sequence;
    return prepare(context, pending_.back());
  }

  Status on_end(NodeContext& context) override { return batch_.empty() ? Status() : submit(context); }

 private:
  Result<infer::ModelRequest> make_request(const std::filesystem::path& file, bool lossless) const {
    infer::ModelRequest request{.file = file};
    request.device = services_.default_device;
    if (config_.device != "auto") {
      OW_TRY(request.device, infer::choose_device(*parse_device(config_.device), services_.devices));
    }
    if (config_.precision == "fp16") request.precision = Precision::kFp16;
    if (config_.precision == "int8") request.precision = Precision::kInt8;
    const bool throughput = config_.schedule == "throughput" || (config_.schedule == "auto" && lossless);
    request.scheduling = throughput ? infer::Scheduling::kThroughput : infer::Scheduling::kLatency;
    return request;
  }

  Status open_audit(infer::ModelRequest request, bool lossless) {
    request.priority = infer::Priority::kBackground;
    OW_TRY(auto stream, services_.inference.open(request));
    audit_.emplace(std::move(stream), head_, AuditOptions{config_.audit_share, config_.decode, lossless});
    return {};
  }

  void publish_facts(NodeContext& context, const ExecutionTruth& truth) const {
    context.fact("model", config_.model);
    context.fact("head", std::string(head_->name()));
    context.fact("device", std::string(to_string(truth.device)));
    context.fact("execution", truth.text());
    context.fact("precision", std::string(to_string(truth.precision)));
    context.fact("threads", fmt::format("{} x {}", truth.sessions, truth.threads_per_session));
    const Size size = head_->input().size;
    context.fact("input", fmt::format("{}x{}", size.width, size.height));
    if (config_.batch_size > stream_->batch_max()) {
      context.report(Health::kWarning, fmt::format("the model's batch is fixed at {}; batch_size {} runs one by one",
                                                   stream_->batch_max(), config_.batch_size));
    }
  }

  Status prepare(NodeContext& context, Pending& entry) {
    const TimePoint begin = context.clock().now();
    OW_CHECK(input_->add(*entry.packet.frame));
    entry.letterbox = vision::make_letterbox(entry.packet.frame->info(), head_->input());
    entry.inferred = true;
    entry.since = context.clock().now();
    batch_.push_back(&entry);
    context.span(entry.packet.trace, stage::kPreprocess, begin, entry.since);
    return input_->full() ? submit(context) : Status();
  }

  Status submit(NodeContext& context) {
    infer::InferenceJob job;
    job.input = input_->take();
    job.alone = context.lossless();
    in_flight_ += batch_.size();
    job.done = [this, &context, entries = std::exchange(batch_, {})](Result<infer::InferenceOutcome> outcome) {
      // The outcome is shared because std::function wants to copy what it holds.
      auto shared = std::make_shared<Result<infer::InferenceOutcome>>(std::move(outcome));
      context.post([this, &context, entries, shared] { return finish(context, entries, *shared); });
    };
    return stream_->submit(std::move(job));
  }

  Status finish(NodeContext& context, const std::vector<Pending*>& entries, Result<infer::InferenceOutcome>& outcome) {
    in_flight_ -= entries.size();
    if (!outcome) return std::unexpected(outcome.error());
    if (const int together = pictures_together(entries.size(), *outcome); together > batch_seen_) {
      batch_seen_ = together;
      context.fact("batch", std::to_string(batch_seen_));
    }
    for (std::size_t i = 0; i < entries.size(); ++i)
      OW_CHECK(decode(context, *entries[i], *outcome, i, entries.size()));
    input_->give_back(std::move(outcome->input));
    return emit_ready(context);
  }

  /// Pictures in one run of the model: several of one job when the model allows it, or one each of several jobs.
  [[nodiscard]] int pictures_together(std::size_t pictures, const infer::InferenceOutcome& outcome) const {
    const int own = static_cast<int>(pictures);
    return own > 1 ? (own <= stream_->batch_max() ? own : 1) : outcome.batch_size;
  }

  /// The outputs of one picture out of a batch.
  [[nodiscard]] static std::vector<TensorView> slice(const std::vector<Tensor>& outputs, std::size_t index,
                                                     std::size_t count) {
    std::vector<TensorView> views;
    for (const Tensor& output : outputs) {
      const std::size_t each = output.values.size() / count;
      TensorView view{std::span(output.values).subspan(index * each, each), output.shape};
      if (!view.shape.empty()) view.shape[0] /= static_cast<std::int64_t>(count);
      views.push_back(std::move(view));
    }
    return views;
  }

  Status decode(NodeContext& context, Pending& entry, const infer::InferenceOutcome& outcome, std::size_t index,
                std::size_t count) {
    Trace& trace = entry.packet.trace;
    const TimePoint begin = context.clock().now();
    context.span(trace, stage::kInferenceWait, entry.since, outcome.started, SpanKind::kWait);
    context.span(trace, stage::kModelInference, outcome.started, outcome.finished);
    context.span(trace, stage::kCompletionWait, outcome.finished, begin, SpanKind::kWait);
    const std::vector<TensorView> outputs = slice(outcome.outputs, index, count);
    OW_TRY(auto items, head_->decode(outputs, entry.letterbox, config_.decode));
    auto set = std::make_shared<DetectionSet>();
    set->items = std::move(items);
    set->labels = head_->labels();
    set->inferred_sequence = entry.packet.frame->info().sequence;
    entry.result = std::move(set);
    mark_ready(entry, context.clock().now());
    context.span(trace, stage::kPostprocess, begin, entry.since);
    if (audit_) return audit_->inferred(context, entry.packet.frame->info().sequence, outputs, entry.letterbox);
    return {};
  }

  static void mark_ready(Pending& entry, TimePoint now) {
    entry.ready = true;
    entry.since = now;
  }

  /// Emits from the front what is ready, so that the order of the frames is kept.
  Status emit_ready(NodeContext& context) {
    while (!pending_.empty() && pending_.front().ready) {
      Pending entry = std::move(pending_.front());
      pending_.pop_front();
      context.span(entry.packet.trace, stage::kOrderWait, entry.since, context.clock().now(), SpanKind::kWait);
      if (entry.inferred) {
        last_result_ = entry.result;
        carried_ = nullptr;
      }
      if (entry.inferred) {
        entry.packet.payload = last_result_;
        context.emit(0, std::move(entry.packet));
      } else {
        entry.packet.payload = carried_result();
        context.pass_on(0, std::move(entry.packet));
      }
    }
    return {};
  }

  DetectionSetPtr carried_result() {
    if (!carried_) {
      auto copy = std::make_shared<DetectionSet>(*last_result_);
      copy->carried_over = true;
      carried_ = std::move(copy);
    }
    return carried_;
  }

  const Services& services_;
  Config config_;
  RateGate rate_;
  std::optional<ModelFileWatch> file_;
  std::shared_ptr<const vision::Head> head_;
  std::size_t sessions_ = 1;
  std::size_t in_flight_max_ = 1;
  int batch_seen_ = 0;  // the largest batch that really ran
  std::size_t in_flight_ = 0;  // pictures at the inference service
  std::deque<Pending> pending_;  // in frame order; entries keep their address
  std::vector<Pending*> batch_;  // prepared, not yet submitted
  std::optional<ModelInput> input_;  // of batch_
  std::optional<std::uint64_t> last_inferred_;  // sequence that was last sent to inference
  bool infer_next_ = false;  // options changed: the next frame is spared nothing
  DetectionSetPtr last_result_;
  DetectionSetPtr carried_;  // last_result_ marked as carried over
  std::unique_ptr<infer::ModelStream> stream_;  // after what its callbacks use: its destructor waits for them
  std::optional<SkipAudit> audit_;
};

}  // namespace

graph::NodeDescriptor ModelNode::descriptor() {
  return {.type = "model",
          .title = "Model",
          .category = "AI",
          .doc = "Finds objects in every frame with a neural network.",
          .keywords = {"yolo", "onnx", "detector", "detection", "recognise", "inference", "neural", "people", "person",
                       "car", "vehicle", "animal", "count"},
          .inputs = {{.name = "in", .type = graph::PortType::kFrame, .doc = "frames"}},
          .outputs = {{.name = "out",
                       .type = graph::PortType::kDetections,
                       .doc = "the frames with what was found on them"}},
          .options = model_options()};
}

graph::NodeFactory ModelNode::factory(const Services& services) {
  return [&services](const graph::Options& options) -> Result<std::unique_ptr<graph::Node>> {
    return std::make_unique<Model>(services, read_config(options));
  };
}

}  // namespace ow::nodes
