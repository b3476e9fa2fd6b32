#include "engine/presets.h"
#include "overwatch/command.h"
#include "overwatch/run_report.h"
#include "overwatch/text_file.h"

namespace ow::cli {
namespace {

struct RunOptions {
  std::string file;
  std::string preset;
  std::string model;
  std::vector<std::string> overrides;
  std::uint64_t frames = 0;
  bool lossless = false;
  std::string jsonl;
  ForegroundOptions foreground;
};

/// JSON lines of the last node that gives detections, or of the source when there is none.
Status add_jsonl(graph::Workflow& workflow, const std::string& path) {
  std::string from;
  for (const graph::NodeSpec& node : workflow.nodes) {
    if (node.type == "model" || node.type == "detection_filter" || (from.empty() && node.type == "video_input"))
      from = node.id;
  }
  if (from.empty()) return fail(ErrorCode::kInvalidArgument, "--jsonl: the workflow has no node that gives frames");
  const std::string absolute = path == "-" ? path : std::filesystem::absolute(path).string();
  workflow.nodes.push_back(
      {"cli-jsonl", "file_output", {{"path", absolute}, {"format", "jsonl"}, {"existing", "overwrite"}}});
  workflow.edges.push_back({from, "", "cli-jsonl", ""});
  return {};
}

Result<graph::Workflow> make_workflow(const RunOptions& options) {
  OW_TRY(const std::string text, read_text_file(options.file, graph::kWorkflowBytesMax));
  auto parsed = graph::parse_workflow(text);
  if (!parsed) return std::unexpected(in_file(options.file, std::move(parsed).error()));
  graph::Workflow workflow = std::move(*parsed);
  if (!options.preset.empty()) OW_CHECK(engine::apply_preset(workflow, options.preset));
  if (!options.model.empty()) OW_CHECK(engine::apply_override(workflow, "model.model=" + options.model));
  for (graph::NodeSpec& node : workflow.nodes) {
    if (node.type != "video_input") continue;  // a type that is misspelt is told by validation
    if (options.frames > 0) node.options["max_frames"] = options.frames;
    if (options.lossless) node.options["lossless"] = true;
  }
  for (const std::string& assignment : options.overrides) OW_CHECK(engine::apply_override(workflow, assignment));
  if (!options.jsonl.empty()) OW_CHECK(add_jsonl(workflow, options.jsonl));
  return workflow;
}

}  // namespace

void add_run_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand("run", "Run a workflow file in the foreground");
  command->add_option("FILE", options->file, "Workflow in YAML or JSON; '-' reads standard input")->required();
  command->add_option("--preset", options->preset, "max-fps, balanced or max-accuracy");
  command->add_option("--model", options->model, "Use this model in every Model node (wins over the preset)");
  command->add_option("--set", options->overrides, "node.option=value; may be given again");
  command->add_option("--frames", options->frames, "End after so many frames of each input")
      ->check(CLI::Range(0, 1'000'000'000));
  command->add_flag("--lossless", options->lossless, "Offline: every frame, in order, nothing dropped");
  command->add_option("--jsonl", options->jsonl,
                      "Write one JSON line a frame, in place of what the file holds; '-' is standard output");
  command->add_option("--report", options->foreground.report, "Write the performance report as JSON");
  command->add_option("--trace", options->foreground.trace, "Write a Chrome trace (chrome://tracing, Perfetto)");
  command->add_flag("--quiet", options->foreground.quiet, "No progress, no summary");
  command->footer("Example:\n  overwatch run workflow.yaml --preset balanced --frames 300 --jsonl -");
  command->callback([&globals, options, exit_code] {
    const auto workflow = make_workflow(*options);
    options->foreground.frames_expected = options->frames;
    options->foreground.workflow_file = options->file;
    *exit_code = workflow ? run_foreground(globals, *workflow, options->foreground) : report_error(workflow.error());
  });
}

}  // namespace ow::cli
