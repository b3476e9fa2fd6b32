// Workloads: workflows that the benchmarks run to their end, watched as a browser would watch them.
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/run_once.h"
#include "overwatch/bench.h"
#include "overwatch/bench_measure.h"

namespace ow::cli {

struct Workload {
  graph::Workflow workflow;
  unsigned streams = 1;                ///< so many copies at once, each a workflow of its own
  std::string view;                    ///< the X-RAY node that a WebSocket a stream watches; empty: nobody watches
  std::shared_ptr<Observer> observer;  ///< instead of the profiler
};

struct WorkloadResult {
  Measurement total;  ///< frames of all streams; from the first start to the last end; without the viewers
  std::vector<double> stream_fps;
  /// Of the core time: what threads that run models used, and what sources used for reading and decoding.
  double model_cpu_s = 0, decoder_cpu_s = 0;
  double viewers_cpu_s = 0;  ///< beside it
  profile::Snapshot statistics;  ///< of all streams; times of the last 30 s
  std::vector<graph::NodeReport> nodes;  ///< of the first stream
  std::uint64_t pictures = 0;  ///< encoded
  std::uint64_t peak_memory_bytes = 0;
};

/// Input → Model → X-RAY View as the options say, without loss; the view encodes every frame (max_fps 60).
graph::Workflow make_bench_pipeline(const BenchOptions& options, std::uint64_t frames);

/// Runs all streams to their end. kCancelled when `stop` came first.
Result<WorkloadResult> run_workload(engine::Runtime& runtime, const Workload& workload, std::stop_token stop);

/// Frames a stream so that one run takes about the wanted time; found by a short run, which also warms up.
Result<std::uint64_t> choose_frames(engine::Runtime& runtime, const BenchOptions& options, Workload workload,
                                    std::stop_token stop);

/// The sample clip and the default model where the options name none; fails with what to do when they are not there.
Status fill_defaults(const std::filesystem::path& data_folder, BenchOptions& options);

}  // namespace ow::cli
