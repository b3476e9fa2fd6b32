// What the pipeline is measured against: the model alone and the decoder alone, with nothing of ours between.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>

#include "base/error.h"
#include "core/tensor.h"
#include "engine/runtime.h"
#include "infer/session.h"
#include "media/source.h"
#include "overwatch/bench.h"
#include "overwatch/bench_measure.h"

namespace ow::cli {

/// Sessions and input as a pipeline with these options uses them.
struct InferenceSetup {
  infer::SessionOptions session;
  int sessions = 1;
  Tensor input;   ///< the source's first frame, preprocessed
  int batch = 1;  ///< pictures in `input`; 1 where the model's batch is fixed
  std::string head;
};

/// The source (default: the sample clip) with its facts; fails when it is live or not there.
struct SourceFacts {
  std::string uri;
  media::SourceInfo info;
  FramePtr first;
};
Result<SourceFacts> examine_source(const std::string& uri, const Clock& clock, std::stop_token stop);

Result<InferenceSetup> make_inference_setup(const engine::Runtime& runtime, const BenchOptions& options,
                                            const SourceFacts& source);

/// `frames` pictures through as many sessions at once as the setup says; loading and first runs are not counted.
Result<Measurement> measure_inference(const InferenceSetup& setup, std::uint64_t frames, std::stop_token stop);

/// `frames` pictures of each of `streams` openings of the source, a thread each.
Result<Measurement> measure_decoding(const std::string& uri, unsigned streams, std::uint64_t frames, const Clock& clock,
                                     std::stop_token stop);

/// Both at once and unconnected, the decoders held to the pace of the sessions: what sharing caches and memory costs even
/// with nothing between them. A frame is one decoded and one inferred picture.
Result<Measurement> measure_together(const InferenceSetup& setup, const std::string& uri, unsigned streams,
                                     std::uint64_t frames, const Clock& clock, std::stop_token stop);

}  // namespace ow::cli
