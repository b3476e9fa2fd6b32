// The figures of `overwatch bench pipeline`, and how they are shown.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "overwatch/bench_baseline.h"
#include "overwatch/bench_workload.h"

namespace ow::cli {

/// One round: each piece once, close together in time, so that a busy machine slows all of them alike.
struct PipelineRound {
  WorkloadResult pipeline;
  std::optional<WorkloadResult> unbatched;  ///< the same with batch_size 1, where more was asked for
  Measurement inference;
  Measurement decoding;
  Measurement together;  ///< both at once, unconnected
};

struct PipelineFigures {
  BenchOptions options;
  SourceFacts source;
  InferenceSetup setup;
  unsigned cores = 1;
  std::uint64_t frames = 0;  ///< of each stream and piece
  std::vector<PipelineRound> rounds;
  Disturbance disturbance;   ///< begins with the figures
  WorkloadResult live;       ///< at the source's own pace, newest frame wins, schedule latency

  /// Medians over the rounds.
  [[nodiscard]] Measurement pipeline() const;
  [[nodiscard]] Measurement inference() const;
  [[nodiscard]] Measurement decoding() const;
  [[nodiscard]] Measurement together() const;
  [[nodiscard]] std::optional<Measurement> unbatched() const;
  /// Frames a second that the cores could do if there were nothing but the model and the decoder.
  [[nodiscard]] double bound_fps() const;
  /// The pipeline's rate against that bound of the same round, of the cores without what its viewers used; 0 … 1.
  [[nodiscard]] double share_of_bound() const;
  /// Core time a frame of everything that is neither the model nor the decoder.
  [[nodiscard]] double other_cpu_ms() const;
  /// The same beside model and decoder that share the cores: without what these two cost each other.
  [[nodiscard]] double own_cpu_ms() const;
  /// The same by the clocks of the pipeline's own threads: without what it costs the model and the decoder that others use
  /// their caches. Nothing where the system does not tell, or a session has threads of its own, which look like others.
  [[nodiscard]] std::optional<double> rest_cpu_ms() const;
  /// The round whose rate is the median: its stages are shown.
  [[nodiscard]] const PipelineRound& typical() const;
};

std::string pipeline_text(const PipelineFigures& figures);
nlohmann::ordered_json pipeline_json(const PipelineFigures& figures);

}  // namespace ow::cli
