#include "overwatch/bench_pipeline.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/thread.h"
#include "overwatch/command.h"

namespace ow::cli {
namespace {

/// Medians of rate and core time, each by itself, as a Measurement of one second.
template <typename Pick>
Measurement median_of(const std::vector<PipelineRound>& rounds, const Pick& pick) {
  std::vector<double> fps, cpu_ms;
  for (const PipelineRound& round : rounds) {
    const Measurement& measured = pick(round);
    fps.push_back(measured.fps());
    cpu_ms.push_back(measured.cpu_ms_per_frame());
  }
  const double frames = median(fps);
  return {frames, 1, frames * median(cpu_ms) / 1e3};
}

Workload make_workload(const BenchOptions& options, std::uint64_t frames) {
  return {.workflow = make_bench_pipeline(options, frames), .streams = options.streams, .view = "view", .observer = {}};
}

/// What a person in front of the live view gets: one stream a source, no queue, frames dropped where the model is slower.
Workload make_live_workload(const BenchOptions& options, const SourceFacts& source) {
  BenchOptions live = options;
  live.schedule = "latency";
  live.batch = 1;
  const double fps = source.info.frames_per_second > 0 ? source.info.frames_per_second : 25;
  const double frames = std::max(16.0, std::ceil(fps * options.seconds));
  Workload workload = make_workload(live, static_cast<std::uint64_t>(frames));
  workload.workflow.nodes[0].options["lossless"] = false;
  return workload;
}

Result<PipelineRound> run_round(engine::Runtime& runtime, const PipelineFigures& figures, int index, StepLine& line,
                                std::stop_token stop) {
  const BenchOptions& options = figures.options;
  const std::string round = fmt::format(", round {} of {}", index + 1, options.repeat);
  PipelineRound out;
  line.next("pipeline" + round);
  OW_TRY(out.pipeline, run_workload(runtime, make_workload(options, figures.frames), stop));
  if (options.batch > 1) {
    BenchOptions single = options;
    single.batch = 1;
    line.next("pipeline without batches" + round);
    OW_TRY(out.unbatched, run_workload(runtime, make_workload(single, figures.frames), stop));
  }
  line.next("bare inference" + round);
  OW_TRY(out.inference, measure_inference(figures.setup, figures.frames * options.streams, stop));
  line.next("bare decoding" + round);
  OW_TRY(out.decoding, measure_decoding(options.source, options.streams, figures.frames, runtime.clock(), stop));
  line.next("both, unconnected" + round);
  OW_TRY(out.together,
         measure_together(figures.setup, options.source, options.streams, figures.frames, runtime.clock(), stop));
  return out;
}

/// Median over the rounds: each by itself, since what slows a round slows all of its pieces.
template <typename Value>
double median_over(const std::vector<PipelineRound>& rounds, const Value& value) {
  std::vector<double> values;
  for (const PipelineRound& round : rounds) values.push_back(value(round));
  return median(std::move(values));
}

}  // namespace

Measurement PipelineFigures::pipeline() const {
  return median_of(rounds, [](const PipelineRound& round) { return round.pipeline.total; });
}
Measurement PipelineFigures::inference() const {
  return median_of(rounds, [](const PipelineRound& round) { return round.inference; });
}
Measurement PipelineFigures::decoding() const {
  return median_of(rounds, [](const PipelineRound& round) { return round.decoding; });
}
Measurement PipelineFigures::together() const {
  return median_of(rounds, [](const PipelineRound& round) { return round.together; });
}
std::optional<Measurement> PipelineFigures::unbatched() const {
  if (!rounds.front().unbatched) return std::nullopt;
  return median_of(rounds, [](const PipelineRound& round) { return round.unbatched->total; });
}

double PipelineFigures::bound_fps() const {
  const double busy_ms = inference().cpu_ms_per_frame() + decoding().cpu_ms_per_frame();
  return busy_ms > 0 ? 1e3 * cores / busy_ms : 0;
}

double PipelineFigures::share_of_bound() const {
  return median_over(rounds, [this](const PipelineRound& round) {
    const double busy_s = (round.inference.cpu_ms_per_frame() + round.decoding.cpu_ms_per_frame()) / 1e3;
    const Measurement& run = round.pipeline.total;
    return run.fps() * busy_s / (cores - round.pipeline.viewers_cpu_s / run.wall_s);
  });
}

double PipelineFigures::other_cpu_ms() const {
  return median_over(rounds, [](const PipelineRound& round) {
    return round.pipeline.total.cpu_ms_per_frame() - round.inference.cpu_ms_per_frame() -
           round.decoding.cpu_ms_per_frame();
  });
}

double PipelineFigures::own_cpu_ms() const {
  return median_over(rounds, [](const PipelineRound& round) {
    return round.pipeline.total.cpu_ms_per_frame() - round.together.cpu_ms_per_frame();
  });
}

std::optional<double> PipelineFigures::rest_cpu_ms() const {
  const auto untold = [](const PipelineRound& round) { return round.pipeline.model_cpu_s <= 0; };
  if (setup.session.threads != 1 || std::ranges::any_of(rounds, untold)) return std::nullopt;
  return median_over(rounds, [](const PipelineRound& round) {
    const WorkloadResult& run = round.pipeline;
    return 1e3 * (run.total.cpu_s - run.model_cpu_s - run.decoder_cpu_s) / std::max(1.0, run.total.frames);
  });
}

const PipelineRound& PipelineFigures::typical() const {
  const double wanted = pipeline().fps();
  const auto distance = [&](const PipelineRound& round) { return std::abs(round.pipeline.total.fps() - wanted); };
  return *std::ranges::min_element(rounds, {}, distance);
}

Status bench_pipeline(engine::Runtime& runtime, const BenchOptions& options, std::stop_token stop) {
  PipelineFigures figures;
  figures.options = options;
  figures.cores = usable_cores();
  OW_TRY(figures.source, examine_source(options.source, runtime.clock(), stop));
  OW_TRY(figures.setup, make_inference_setup(runtime, options, figures.source));
  {
    StepLine line(2 + options.repeat * (options.batch > 1 ? 5 : 4));
    line.next("warm-up");
    OW_TRY(figures.frames, choose_frames(runtime, options, make_workload(options, 0), stop));
    for (int i = 0; i < options.repeat; ++i) {
      OW_TRY(PipelineRound round, run_round(runtime, figures, i, line, stop));
      figures.rounds.push_back(std::move(round));
    }
    line.next("live latency");
    OW_TRY(figures.live, run_workload(runtime, make_live_workload(options, figures.source), stop));
  }
  if (options.json) {
    print_json(pipeline_json(figures));
  } else {
    fmt::print("{}", pipeline_text(figures));
  }
  return {};
}

}  // namespace ow::cli
