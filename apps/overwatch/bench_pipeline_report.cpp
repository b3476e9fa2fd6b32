#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "media/scale.h"
#include "overwatch/bench_pipeline.h"
#include "overwatch/table.h"
#include "profile/snapshot_json.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string fact(const WorkloadResult& result, std::string_view node_id, std::string_view name) {
  for (const graph::NodeReport& node : result.nodes) {
    if (node.id != node_id) continue;
    const auto found = std::ranges::find(node.facts, name, &std::pair<std::string, std::string>::first);
    if (found != node.facts.end()) return found->second;
  }
  return "?";
}

double percent(double part, double whole) { return whole > 0 ? 100 * part / whole : 0; }

/// Largest difference between two streams' rates, of their mean.
double spread_percent(const std::vector<double>& rates) {
  double sum = 0;
  for (const double rate : rates) sum += rate;
  const auto [least, most] = std::ranges::minmax(rates);
  return percent(most - least, sum / static_cast<double>(rates.size()));
}

std::string heading(const PipelineFigures& figures) {
  const BenchOptions& options = figures.options;
  const WorkloadResult& run = figures.typical().pipeline;
  return fmt::format(
      "source    {}: {}, {}, at {:g} %\n"
      "model     {} ({}): {}, {} sessions x threads\n"
      "run       {} cores, {} stream{}, {} frames each, {} rounds, medians\n\n",
      options.source, fact(run, "camera", "decoder"), fact(run, "camera", "resolution"), options.scale_percent,
      options.model, figures.setup.head, fact(run, "detect", "execution"), fact(run, "detect", "threads"),
      figures.cores, options.streams, options.streams == 1 ? "" : "s", figures.frames, options.repeat);
}

std::vector<std::string> rate_row(const std::string& name, const Measurement& measured) {
  return {name, fmt::format("{:.2f}", measured.fps()), fmt::format("{:.2f}", measured.cpu_ms_per_frame())};
}

std::string rates(const PipelineFigures& figures) {
  const Measurement pipeline = figures.pipeline();
  std::vector<std::vector<std::string>> rows = {{"", "FPS", "CORE MS/FRAME"}};
  rows.push_back(rate_row("pipeline", pipeline));
  if (const auto unbatched = figures.unbatched()) rows.push_back(rate_row("pipeline, batch_size 1", *unbatched));
  rows.push_back(rate_row("bare inference", figures.inference()));
  rows.push_back(rate_row("bare decoding", figures.decoding()));
  rows.push_back(rate_row("both at once, unconnected", figures.together()));
  rows.push_back({"bound", fmt::format("{:.2f}", figures.bound_fps()), ""});
  std::string text = format_table(rows);
  text += fmt::format(
      "\npipeline against its bound (cores without the viewers' part / core time of model and decoder): {:.1f} %\n",
      1e2 * figures.share_of_bound());
  text += "everything but model and decoder, core time a frame:\n";
  if (const auto rest = figures.rest_cpu_ms()) {
    text += fmt::format("  {:.2f} ms by the clocks of the threads: what it uses itself\n", *rest);
  }
  text += fmt::format(
      "  {:.2f} ms more than the two bare, {:.2f} ms more than both at once: with what the three cost each other\n",
      figures.other_cpu_ms(), figures.own_cpu_ms());
  if (const auto unbatched = figures.unbatched()) {
    text += fmt::format("batch_size {}: {:+.1f} % frames a second{}\n", figures.options.batch,
                        percent(pipeline.fps(), unbatched->fps()) - 100,
                        figures.setup.batch == 1 ? " (the model's batch is fixed: it runs one by one)" : "");
  }
  return text;
}

std::vector<std::string> stage_row(const profile::OperationStats& stats, const std::string& name) {
  return {name, fmt::format("{}", stats.count), fmt::format("{:.2f}", stats.avg_ms),
          fmt::format("{:.2f}", stats.p50_ms), fmt::format("{:.2f}", stats.p95_ms)};
}

std::string stages(const PipelineFigures& figures) {
  const profile::Snapshot& statistics = figures.typical().pipeline.statistics;
  std::vector<std::vector<std::string>> rows = {{"STAGE (MS)", "COUNT", "AVG", "P50", "P95"}};
  for (const profile::OperationStats& stats : statistics.operations) {
    rows.push_back(stage_row(stats, stats.operation + (stats.kind == SpanKind::kWait ? " (wait)" : "")));
  }
  rows.push_back(stage_row(statistics.total_latency, "latency, offline (queues full)"));
  rows.push_back(stage_row(figures.live.statistics.total_latency, "latency, live (newest frame wins)"));
  return "\n" + format_table(rows) +
         fmt::format("spans explain {:.1f} % of the offline and {:.1f} % of the live latency\n",
                     100 * statistics.explained_share, 100 * figures.live.statistics.explained_share);
}

std::string memory_and_streams(const PipelineFigures& figures) {
  const WorkloadResult& run = figures.typical().pipeline;
  std::string text = fmt::format("\npictures encoded: {} of {:.0f} frames; peak memory: {:.0f} MB\n", run.pictures,
                                 run.total.frames, static_cast<double>(run.peak_memory_bytes) / 1e6);
  if (run.stream_fps.size() < 2) return text;
  text += "streams:";
  for (const double fps : run.stream_fps) text += fmt::format(" {:.2f}", fps);
  return text + fmt::format(" fps; they differ by {:.1f} %\n", spread_percent(run.stream_fps));
}

Json rate_json(const Measurement& measured) {
  return {{"fps", measured.fps()}, {"core_ms_per_frame", measured.cpu_ms_per_frame()}};
}

Json round_json(const PipelineRound& round) {
  Json json = {{"pipeline", rate_json(round.pipeline.total)}};
  json["pipeline"]["stream_fps"] = round.pipeline.stream_fps;
  json["pipeline"]["pictures"] = round.pipeline.pictures;
  json["pipeline"]["peak_memory_bytes"] = round.pipeline.peak_memory_bytes;
  if (round.unbatched) json["pipeline_batch_1"] = rate_json(round.unbatched->total);
  json["bare_inference"] = rate_json(round.inference);
  json["bare_decoding"] = rate_json(round.decoding);
  json["both_unconnected"] = rate_json(round.together);
  return json;
}

Json options_json(const PipelineFigures& figures) {
  const BenchOptions& options = figures.options;
  const Size size = media::scaled_size(figures.source.info.size, options.scale_percent);
  return {{"source", options.source},
          {"source_size", {figures.source.info.size.width, figures.source.info.size.height}},
          {"frame_size", {size.width, size.height}},
          {"codec", figures.source.info.codec},
          {"model", options.model},
          {"head", figures.setup.head},
          {"scale_percent", options.scale_percent},
          {"streams", options.streams},
          {"schedule", options.schedule},
          {"batch_size", options.batch},
          {"sessions", figures.setup.sessions},
          {"threads_per_session", figures.setup.session.threads},
          {"frames_per_stream", figures.frames},
          {"repeat", options.repeat},
          {"cores", figures.cores}};
}

}  // namespace

std::string pipeline_text(const PipelineFigures& figures) {
  return heading(figures) + rates(figures) + stages(figures) + memory_and_streams(figures) + figures.disturbance.text();
}

Json pipeline_json(const PipelineFigures& figures) {
  const WorkloadResult& run = figures.typical().pipeline;
  const Measurement pipeline = figures.pipeline();
  Json json = {{"overwatch", OW_VERSION}, {"options", options_json(figures)}};
  json["execution"] = {{"decoder", fact(run, "camera", "decoder")},
                       {"providers", fact(run, "detect", "execution")},
                       {"sessions_x_threads", fact(run, "detect", "threads")}};
  json["pipeline"] = rate_json(pipeline);
  json["bare_inference"] = rate_json(figures.inference());
  json["bare_decoding"] = rate_json(figures.decoding());
  json["both_unconnected"] = rate_json(figures.together());
  json["bound_fps"] = figures.bound_fps();
  json["share_of_bound"] = figures.share_of_bound();
  json["share_of_bare_inference"] = percent(pipeline.fps(), figures.inference().fps()) / 100;
  json["other_core_ms_per_frame"] = figures.other_cpu_ms();
  json["own_core_ms_per_frame"] = figures.own_cpu_ms();
  if (const auto rest = figures.rest_cpu_ms()) json["rest_core_ms_per_frame"] = *rest;
  if (const auto unbatched = figures.unbatched()) {
    json["pipeline_batch_1"] = rate_json(*unbatched);
    json["batch_gain"] = percent(pipeline.fps(), unbatched->fps()) / 100 - 1;
  }
  json["stream_fps"] = run.stream_fps;
  json["stream_spread"] = spread_percent(run.stream_fps) / 100;
  json["pictures"] = run.pictures;
  json["disturbance"] = figures.disturbance.share();
  json["peak_memory_bytes"] = run.peak_memory_bytes;
  json["performance"] = profile::to_json(run.statistics);
  json["live_performance"] = profile::to_json(figures.live.statistics);
  json["rounds"] = Json::array();
  for (const PipelineRound& round : figures.rounds) json["rounds"].push_back(round_json(round));
  return json;
}

}  // namespace ow::cli
