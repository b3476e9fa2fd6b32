#include <fmt/core.h>

#include "overwatch/bench.h"
#include "overwatch/bench_load.h"
#include "overwatch/bench_workload.h"
#include "overwatch/command.h"
#include "overwatch/signals.h"

namespace ow::cli {
namespace {

using Bench = Status (*)(engine::Runtime&, const BenchOptions&, std::stop_token);

int run_bench(const Globals& globals, Bench bench, BenchOptions options) {
  if (const auto status = open_log(globals, globals.verbose); !status) return report_error(status.error());
  if (const auto status = fill_defaults(globals.data_folder(), options); !status) return report_error(status.error());
  const StopOnSignal stop;
  const auto runtime = make_runtime(globals, {});
  if (!runtime) return report_error(runtime.error());
  const auto status = bench(**runtime, options, stop.token());
  return status ? kOk : report_error(status.error());
}

/// Options that all benchmarks take.
void add_common_options(CLI::App& command, BenchOptions& options) {
  command.add_option("--source", options.source, "Video to read, again and again (default: the sample clip)");
  command.add_option("--model", options.model,
                     fmt::format("Model name or .onnx file (default: {})", models::kDefaultModel));
  command.add_option("--scale", options.scale_percent, "resolution_scale in percent")
      ->check(CLI::Range(1.0, 100.0))
      ->capture_default_str();
  auto* seconds = command.add_option("--seconds", options.seconds, "About how long each measured piece takes");
  seconds->check(CLI::Range(0.1, 3600.0))->capture_default_str();
  command.add_option("--frames", options.frames, "Frames of each stream and piece, instead of --seconds")
      ->excludes(seconds);
  command.add_option("--repeat", options.repeat, "Rounds")->check(CLI::Range(1, 1000))->capture_default_str();
  command.add_option("--schedule", options.schedule, "latency: one session on all cores; throughput: a session a core")
      ->check(CLI::IsMember({"latency", "throughput"}))
      ->capture_default_str();
  command.add_flag("--json", options.json, "Print as JSON");
}

CLI::App* add_bench(CLI::App& parent, const Globals& globals, const std::string& name, const std::string& doc,
                    Bench bench, const std::shared_ptr<BenchOptions>& options, const ExitCode& exit_code) {
  CLI::App* command = parent.add_subcommand(name, doc);
  add_common_options(*command, *options);
  command->callback([&globals, bench, options, exit_code] { *exit_code = run_bench(globals, bench, *options); });
  return command;
}

}  // namespace

void add_bench_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  CLI::App* command = app.add_subcommand("bench", "Measure what the pipeline costs on this machine");
  command->footer(
      "Examples:\n  overwatch bench pipeline --model yolov8n.onnx --streams 4\n  overwatch bench profiling");
  command->callback([command] {
    if (command->get_subcommands().empty()) fmt::print("{}", command->help("overwatch"));
  });

  auto pipeline = std::make_shared<BenchOptions>();
  CLI::App* pipeline_command =
      add_bench(*command, globals, "pipeline", "The whole pipeline beside bare inference and bare decoding",
                bench_pipeline, pipeline, exit_code);
  pipeline_command->add_option("--streams", pipeline->streams, "Workflows at once, sharing the model")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  pipeline_command->add_option("--batch", pipeline->batch, "Frames inferred together; above 1 also runs without")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  pipeline_command->footer(
      "Example:\n  overwatch bench pipeline --source street.mp4 --model yolov8n.onnx --scale 50 --streams 4");

  auto profiling = std::make_shared<BenchOptions>();
  profiling->repeat = 7;
  add_bench(*command, globals, "profiling", "What profiling costs", bench_profiling, profiling, exit_code)
      ->footer("Example:\n  overwatch bench profiling --repeat 15");

  auto gate = std::make_shared<BenchOptions>();
  CLI::App* gate_command = add_bench(
      *command, globals, "gate", "What skip_similar saves on a video, and what it misses", bench_gate, gate, exit_code);
  gate_command->add_option("--confidence", gate->confidence, "Of the model")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  gate_command->add_option("--threshold", gate->threshold, "similarity_threshold")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  gate_command->footer("Example:\n  overwatch bench gate --source hall.mp4 --model yolov8n.onnx");

  add_bench_load(*command, globals, exit_code);

  auto parallel = std::make_shared<BenchOptions>();
  CLI::App* parallel_command =
      add_bench(*command, globals, "parallel", "Two models on one input, side by side and one after the other",
                bench_parallel, parallel, exit_code);
  parallel_command->add_option("--second", parallel->second_model, "The second model (default: the same again)");
  parallel_command->footer("Example:\n  overwatch bench parallel --model yolov8n.onnx --second yolox_nano.onnx");
}

}  // namespace ow::cli
