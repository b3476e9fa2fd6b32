// Two models on one input: side by side, in a chain, and in two runs one after the other.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "overwatch/bench_baseline.h"
#include "overwatch/bench_workload.h"
#include "overwatch/command.h"
#include "overwatch/table.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

graph::Workflow make_base(const BenchOptions& options, std::uint64_t frames) {
  graph::Workflow workflow = make_bench_pipeline(options, frames);
  workflow.nodes.pop_back();  // the view: pictures are not the subject
  workflow.edges.pop_back();
  workflow.nodes.push_back({"end", "debug", Json::object()});
  workflow.edges.push_back({"detect", "", "end", ""});
  return workflow;
}

void add_second_model(graph::Workflow& workflow, const BenchOptions& options) {
  graph::NodeSpec second = workflow.nodes[1];
  second.id = "second";
  second.options["model"] = options.second_model;
  workflow.nodes.push_back(std::move(second));
}

graph::Workflow side_by_side(const BenchOptions& options, std::uint64_t frames) {
  graph::Workflow workflow = make_base(options, frames);
  add_second_model(workflow, options);
  workflow.edges.push_back({"camera", "", "second", ""});
  workflow.edges.push_back({"second", "", "end", ""});
  return workflow;
}

graph::Workflow chain(const BenchOptions& options, std::uint64_t frames) {
  graph::Workflow workflow = make_base(options, frames);
  add_second_model(workflow, options);
  workflow.edges.back() = {"detect", "", "second", ""};
  workflow.edges.push_back({"second", "", "end", ""});
  return workflow;
}

/// Frames a second and core time a frame, with both models run on each frame.
struct Rounds {
  std::vector<double> fps, cpu_ms;
  void add(double frames, double wall_s, double cpu_s) {
    fps.push_back(frames / wall_s);
    cpu_ms.push_back(1e3 * cpu_s / frames);
  }
};

struct ParallelFigures {
  Disturbance disturbance;
  Rounds side_by_side, chain, separate;
};

Result<Measurement> run_one(engine::Runtime& runtime, graph::Workflow workflow, std::stop_token stop) {
  OW_TRY(const WorkloadResult result,
         run_workload(runtime, {.workflow = std::move(workflow), .view = {}, .observer = {}}, stop));
  return result.total;
}

Status run_round(engine::Runtime& runtime, const BenchOptions& options, std::uint64_t frames, ParallelFigures& figures,
                 StepLine& line, std::stop_token stop) {
  const auto count = static_cast<double>(frames);
  line.next("two models side by side");
  OW_TRY(const Measurement parallel, run_one(runtime, side_by_side(options, frames), stop));
  figures.side_by_side.add(count, parallel.wall_s, parallel.cpu_s);
  line.next("two models in a chain");
  OW_TRY(const Measurement chained, run_one(runtime, chain(options, frames), stop));
  figures.chain.add(count, chained.wall_s, chained.cpu_s);
  line.next("one model after the other");
  OW_TRY(const Measurement first, run_one(runtime, make_base(options, frames), stop));
  BenchOptions second = options;
  second.model = options.second_model;
  OW_TRY(const Measurement then, run_one(runtime, make_base(second, frames), stop));
  figures.separate.add(count, first.wall_s + then.wall_s, first.cpu_s + then.cpu_s);
  return {};
}

Json to_json(const Rounds& rounds) {
  return {{"fps", median(rounds.fps)}, {"core_ms_per_frame", median(rounds.cpu_ms)}};
}

/// Round by round, so that what slows a round slows both sides.
double ratio(const Rounds& a, const Rounds& b) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < a.fps.size(); ++i) ratios.push_back(a.fps[i] / b.fps[i]);
  return median(ratios);
}

void print(const BenchOptions& options, std::uint64_t frames, const ParallelFigures& figures) {
  const double against_chain = ratio(figures.side_by_side, figures.chain);
  const double against_separate = ratio(figures.side_by_side, figures.separate);
  if (options.json) {
    print_json({{"overwatch", OW_VERSION},
                {"source", options.source},
                {"models", {options.model, options.second_model}},
                {"schedule", options.schedule},
                {"frames", frames},
                {"repeat", options.repeat},
                {"disturbance", figures.disturbance.share()},
                {"side_by_side", to_json(figures.side_by_side)},
                {"chain", to_json(figures.chain)},
                {"one_after_the_other", to_json(figures.separate)},
                {"side_by_side_to_chain", against_chain},
                {"side_by_side_to_one_after_the_other", against_separate}});
    return;
  }
  const auto row = [](const std::string& name, const Rounds& rounds, double times) {
    return std::vector<std::string>{name, fmt::format("{:.2f}", median(rounds.fps)),
                                    fmt::format("{:.2f}", median(rounds.cpu_ms)), fmt::format("{:.3f}", times)};
  };
  fmt::print("models    {} and {} on every frame of {}\nrun       {} frames, {} rounds, medians, lossless, {}\n\n{}",
             options.model, options.second_model, options.source, frames, options.repeat, options.schedule,
             format_table({{"", "FPS", "CORE MS/FRAME", "SIDE BY SIDE IS FASTER BY"},
                           row("side by side", figures.side_by_side, 1),
                           row("chain (input -> model -> model)", figures.chain, against_chain),
                           row("one run after the other", figures.separate, against_separate)}));
  fmt::print("{}", figures.disturbance.text());
}

}  // namespace

Status bench_parallel(engine::Runtime& runtime, const BenchOptions& options, std::stop_token stop) {
  OW_TRY(const SourceFacts source, examine_source(options.source, runtime.clock(), stop));
  ParallelFigures figures;
  std::uint64_t frames = 0;
  {
    StepLine line(1 + 3 * options.repeat);
    line.next("warm-up");
    OW_TRY(frames,
           choose_frames(runtime, options, {.workflow = side_by_side(options, 0), .view = {}, .observer = {}}, stop));
    for (int i = 0; i < options.repeat; ++i) OW_CHECK(run_round(runtime, options, frames, figures, line, stop));
  }
  print(options, frames, figures);
  return {};
}

}  // namespace ow::cli
