#include "nodes/skip_audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ow::nodes {
namespace {

constexpr float kSureMargin = 0.15F;
constexpr float kDoubtMargin = 0.1F;
constexpr float kOverlapMin = 0.3F;
constexpr std::size_t kWaitingMax = 8;

/// Skipping is said to miss things when more than this share of at least so many frames did.
constexpr double kMissedShareMax = 0.01;
constexpr std::uint64_t kEnoughFrames = 100;

std::vector<TensorView> views_of(const std::vector<Tensor>& tensors) {
  std::vector<TensorView> views;
  for (const Tensor& tensor : tensors) views.push_back(tensor.view());
  return views;
}

bool any_missed(const std::vector<Detection>& sure, const std::vector<Detection>& carried) {
  return std::ranges::any_of(sure, [&](const Detection& object) {
    return std::ranges::none_of(carried,
                                [&](const Detection& known) { return iou(object.box, known.box) >= kOverlapMin; });
  });
}

}  // namespace

SkipAudit::SkipAudit(std::unique_ptr<infer::ModelStream> stream, std::shared_ptr<const vision::Head> head,
                     const AuditOptions& options)
    : options_(options), head_(std::move(head)), input_(head_->input(), 1), stream_(std::move(stream)) {}

Result<std::vector<Detection>> SkipAudit::decode(std::span<const TensorView> outputs,
                                                 const vision::Letterbox& letterbox, float confidence) const {
  vision::DecodeOptions options = options_.decode;
  options.confidence = std::clamp(confidence, 0.F, 1.F);
  return head_->decode(outputs, letterbox, options);
}

Status SkipAudit::inferred(graph::NodeContext& context, std::uint64_t sequence, std::span<const TensorView> outputs,
                           const vision::Letterbox& letterbox) {
  OW_TRY(auto objects, decode(outputs, letterbox, options_.decode.confidence - kDoubtMargin));
  reference_ = sequence;
  reference_objects_ = std::make_shared<const std::vector<Detection>>(std::move(objects));
  for (Candidate& candidate : candidates_) {
    if (candidate.reference == reference_) candidate.carried = reference_objects_;
  }
  return submit_next(context);
}

bool SkipAudit::full() const { return options_.complete && candidates_.size() >= kWaitingMax; }

Status SkipAudit::spared(graph::NodeContext& context, FramePtr frame, std::uint64_t reference) {
  owed_ = std::min(owed_ + options_.share, 1.0);
  const bool busy = running_ || !candidates_.empty();
  if (owed_ < 1 || (busy && !options_.complete)) return {};
  owed_ -= 1;
  candidates_.push_back({std::move(frame), reference, reference == reference_ ? reference_objects_ : nullptr});
  return submit_next(context);
}

Status SkipAudit::submit_next(graph::NodeContext& context) {
  if (running_ || candidates_.empty() || !candidates_.front().carried) return {};
  Candidate candidate = std::move(candidates_.front());
  candidates_.pop_front();
  OW_CHECK(input_.add(*candidate.frame));
  infer::InferenceJob job;
  job.input = input_.take();
  job.alone = true;
  job.done = [this, &context, candidate = std::move(candidate)](Result<infer::InferenceOutcome> outcome) {
    // The outcome is shared because std::function wants to copy what it holds.
    auto shared = std::make_shared<Result<infer::InferenceOutcome>>(std::move(outcome));
    context.post([this, &context, candidate, shared] { return finish(context, candidate, *shared); });
  };
  running_ = true;
  return stream_->submit(std::move(job));
}

Status SkipAudit::finish(graph::NodeContext& context, const Candidate& candidate,
                         Result<infer::InferenceOutcome>& outcome) {
  running_ = false;
  if (!outcome) return std::unexpected(outcome.error());
  context.observer()->on_span(context.node(), {stage::kAudit, outcome->started, outcome->finished, SpanKind::kWork});
  const auto letterbox = vision::make_letterbox(candidate.frame->info(), head_->input());
  OW_TRY(const auto sure, decode(views_of(outcome->outputs), letterbox, options_.decode.confidence + kSureMargin));
  ++audited_;
  missed_ += any_missed(sure, *candidate.carried) ? 1 : 0;
  input_.give_back(std::move(outcome->input));
  publish(context);
  return submit_next(context);
}

void SkipAudit::publish(graph::NodeContext& context) const {
  const double share = static_cast<double>(missed_) / static_cast<double>(audited_);
  context.fact("audited_frames", std::to_string(audited_));
  context.fact("audit_missed_frames", fmt::format("{} ({:.2f} %)", missed_, 100 * share));
  if (audited_ < kEnoughFrames || share <= kMissedShareMax) return;
  context.report(graph::Health::kWarning,
                 "More than 1 % of the audited skipped frames hold an object that skipping missed: raise "
                 "similarity_threshold of the video input.");
}

}  // namespace ow::nodes
