// SkipAudit: infers frames that the similarity gate spared, to tell what the skipping misses.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "graph/node.h"
#include "infer/service.h"
#include "nodes/model_input.h"
#include "vision/head.h"

namespace ow::nodes {

struct AuditOptions {
  double share = 1;                ///< of the spared frames, 0 … 1
  vision::DecodeOptions decode;    ///< as the node uses it
  bool complete = false;           ///< offline: every chosen frame is inferred, however long it takes
};

/// A frame counts as missed when it holds an object with a score of at least confidence + 0.15 that overlaps (IoU ≥ 0.3)
/// nothing which the carried-over frame had at confidence − 0.1 or more. Live, at most one frame is looked at at a time and
/// the rest passes unaudited, so that the live path waits for one inference at most. Lives on the node's turns.
class SkipAudit {
 public:
  /// `stream` has background priority; `head` decodes its outputs.
  SkipAudit(std::unique_ptr<infer::ModelStream> stream, std::shared_ptr<const vision::Head> head,
            const AuditOptions& options);

  /// The node inferred a frame: the outputs of one picture, which frames after it may carry over.
  Status inferred(graph::NodeContext& context, std::uint64_t sequence, std::span<const TensorView> outputs,
                  const vision::Letterbox& letterbox);
  /// The node spared a frame its inference, for the result of `reference`.
  Status spared(graph::NodeContext& context, FramePtr frame, std::uint64_t reference);
  /// The node decodes otherwise from now on.
  void use(const vision::DecodeOptions& decode) { options_.decode = decode; }
  /// Offline: no more frames now.
  [[nodiscard]] bool full() const;
  [[nodiscard]] bool idle() const { return candidates_.empty() && !running_; }

 private:
  using Objects = std::shared_ptr<const std::vector<Detection>>;
  struct Candidate {
    FramePtr frame;
    std::uint64_t reference = 0;
    Objects carried;  ///< once the reference's result is there
  };

  Status submit_next(graph::NodeContext& context);
  Status finish(graph::NodeContext& context, const Candidate& candidate, Result<infer::InferenceOutcome>& outcome);
  void publish(graph::NodeContext& context) const;
  [[nodiscard]] Result<std::vector<Detection>> decode(std::span<const TensorView> outputs,
                                                      const vision::Letterbox& letterbox, float confidence) const;

  AuditOptions options_;
  std::shared_ptr<const vision::Head> head_;
  ModelInput input_;
  double owed_ = 0;  ///< share of frames not looked at yet
  std::uint64_t reference_ = 0;
  Objects reference_objects_;
  std::deque<Candidate> candidates_;
  bool running_ = false;
  std::uint64_t audited_ = 0;
  std::uint64_t missed_ = 0;
  std::unique_ptr<infer::ModelStream> stream_;  ///< last: its destructor waits for callbacks
};

}  // namespace ow::nodes
