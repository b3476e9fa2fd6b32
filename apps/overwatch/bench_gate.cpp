// `overwatch bench gate`: one pass over a video with skip_similar on, every skipped frame inferred after all.
#include <fmt/core.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "overwatch/bench_workload.h"
#include "overwatch/command.h"

namespace ow::cli {
namespace {

struct GateFigures {
  std::uint64_t frames = 0, inferred = 0, audited = 0, missed = 0;

  [[nodiscard]] double saved() const { return share(frames - inferred, frames); }
  [[nodiscard]] double missed_share() const { return share(missed, audited); }
  static double share(std::uint64_t part, std::uint64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
  }
};

graph::Workflow make_workflow(const BenchOptions& options) {
  BenchOptions once = options;
  once.schedule = "throughput";
  graph::Workflow workflow = make_bench_pipeline(once, options.frames);
  auto& input = workflow.nodes[0].options;
  input["loop"] = false;
  input["skip_similar"] = true;
  input["similarity_threshold"] = options.threshold;
  auto& model = workflow.nodes[1].options;
  model["confidence"] = options.confidence;
  model["audit_skipped"] = 100;
  workflow.nodes.pop_back();  // nobody looks
  workflow.edges.pop_back();
  return workflow;
}

/// The number with which a fact of the model node begins; 0 when it has none.
std::uint64_t number_fact(const WorkloadResult& result, std::string_view name) {
  std::uint64_t value = 0;
  for (const graph::NodeReport& node : result.nodes) {
    for (const auto& [fact, text] : node.facts) {
      if (fact == name) std::from_chars(text.data(), text.data() + text.size(), value);
    }
  }
  return value;
}

std::uint64_t count_of(const WorkloadResult& result, std::string_view operation) {
  for (const profile::OperationStats& stats : result.statistics.operations) {
    if (stats.operation == operation) return stats.total_count;
  }
  return 0;
}

void print(const BenchOptions& options, const GateFigures& figures) {
  if (options.json) {
    print_json({{"source", options.source},
                {"model", options.model},
                {"confidence", options.confidence},
                {"similarity_threshold", options.threshold},
                {"frames", figures.frames},
                {"inferred", figures.inferred},
                {"saved", figures.saved()},
                {"skipped_audited", figures.audited},
                {"skipped_with_a_missed_object", figures.missed},
                {"missed_share", figures.missed_share()}});
    return;
  }
  fmt::print("source    {}\nmodel     {} at confidence {:g}, similarity_threshold {:g}\n\n", options.source,
             options.model, options.confidence, options.threshold);
  fmt::print("{} frames, {} inferred: {:.1f} % of the inferences saved\n", figures.frames, figures.inferred,
             100 * figures.saved());
  fmt::print("{} skipped frames inferred after all: {} with a missed object ({:.2f} %)\n", figures.audited,
             figures.missed, 100 * figures.missed_share());
}

}  // namespace

Status bench_gate(engine::Runtime& runtime, const BenchOptions& options, std::stop_token stop) {
  WorkloadResult result;
  {
    StepLine line(1);
    line.next("one pass, the skipped frames inferred too");
    OW_TRY(result, run_workload(runtime, {.workflow = make_workflow(options), .view = "", .observer = {}}, stop));
  }
  GateFigures figures;
  figures.frames = static_cast<std::uint64_t>(result.total.frames);
  figures.inferred = count_of(result, stage::kModelInference);
  figures.audited = number_fact(result, "audited_frames");
  figures.missed = number_fact(result, "audit_missed_frames");
  print(options, figures);
  return {};
}

}  // namespace ow::cli
