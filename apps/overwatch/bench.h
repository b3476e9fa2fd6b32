// The benchmarks of `overwatch bench`: what they take and how each is run.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>

#include "engine/runtime.h"

namespace ow::cli {

/// One set of options for all benchmarks; each reads those that concern it.
struct BenchOptions {
  std::string source;         ///< empty: the sample clip
  std::string model;          ///< empty: the default model
  std::string second_model;   ///< of `parallel`; empty: the same
  double scale_percent = 50;
  unsigned streams = 1;
  double seconds = 4;         ///< about how long each measured piece takes
  std::uint64_t frames = 0;   ///< a stream and piece; 0: as many as `seconds` allow
  int repeat = 3;
  std::string schedule = "throughput";
  int batch = 1;
  double confidence = 0.25;   ///< of `gate`
  double threshold = 0.95;    ///< likewise: similarity_threshold
  bool json = false;
};

/// Each runs its rounds, shows progress on standard error, and prints a table or JSON on standard output.
Status bench_pipeline(engine::Runtime& runtime, const BenchOptions& options, std::stop_token stop);
Status bench_profiling(engine::Runtime& runtime, const BenchOptions& options, std::stop_token stop);
Status bench_gate(engine::Runtime& runtime, const BenchOptions& options, std::stop_token stop);
Status bench_parallel(engine::Runtime& runtime, const BenchOptions& options, std::stop_token stop);

}  // namespace ow::cli
