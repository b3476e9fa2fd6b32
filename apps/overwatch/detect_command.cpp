#include <filesystem>

#include "base/text.h"
#include "engine/presets.h"
#include "media/source.h"
#include "overwatch/command.h"
#include "overwatch/demo.h"
#include "overwatch/run_report.h"

namespace ow::cli {
namespace {

struct DetectOptions {
  std::string source;
  std::string model = std::string(models::kDefaultModel);
  std::vector<std::string> overrides;
  std::string confidence, iou, classes;
  std::uint64_t frames = 0;
  int batch = 1;
  bool live = false;
  std::string jsonl, save;
  ForegroundOptions foreground;
};

void add_output(graph::Workflow& workflow, const std::string& id, const std::string& path, const std::string& format) {
  const std::string target = path == "-" ? path : std::filesystem::absolute(path).string();
  workflow.nodes.push_back({id, "file_output", {{"path", target}, {"format", format}, {"existing", "overwrite"}}});
  workflow.edges.push_back({"detect", "", id, ""});
}

Result<graph::Workflow> make_workflow(const DetectOptions& options) {
  graph::Workflow workflow = make_pipeline(options.source, options.model);
  workflow.name = "detect";
  auto& input = workflow.nodes[0].options;
  auto& model = workflow.nodes[1].options;
  input["lossless"] = !options.live;
  if (options.frames > 0) input["max_frames"] = options.frames;
  if (!options.confidence.empty()) model["confidence"] = options.confidence;
  if (!options.iou.empty()) model["iou"] = options.iou;
  if (!options.classes.empty()) model["classes"] = options.classes;
  model["batch_size"] = options.batch;
  for (const std::string& assignment : options.overrides) OW_CHECK(engine::apply_override(workflow, assignment));
  if (options.save == "-")
    return fail_at("--save", ErrorCode::kInvalidArgument, "a video cannot go to standard output; name a file");
  if (!options.save.empty() && to_lower(std::filesystem::path(options.save).extension().string()) != ".mp4")
    return fail_at("--save", ErrorCode::kInvalidArgument, "'{}': MP4 is what is written; call it .mp4", options.save);
  if (!options.save.empty()) add_output(workflow, "video", options.save, "mp4");
  if (!options.jsonl.empty()) add_output(workflow, "lines", options.jsonl, "jsonl");
  if (options.save.empty() && options.jsonl.empty()) add_output(workflow, "lines", "-", "jsonl");
  return workflow;
}

/// The number of frames for the progress bar, when the container knows it.
std::uint64_t expected_frames(const DetectOptions& options) {
  const SteadyClock clock;
  const auto source = media::open_source({.uri = options.source, .hardware_decode = false}, clock, {});
  const std::uint64_t count =
      source && (*source)->info().frame_count ? static_cast<std::uint64_t>(*(*source)->info().frame_count) : 0;
  if (options.frames == 0) return count;
  return count == 0 ? options.frames : std::min(count, options.frames);
}

int detect(const Globals& globals, DetectOptions& options) {
  const auto workflow = make_workflow(options);
  if (!workflow) return report_error(workflow.error());
  const bool file = !options.live && std::filesystem::exists(options.source);
  if (file && !options.foreground.quiet) options.foreground.frames_expected = expected_frames(options);
  return run_foreground(globals, *workflow, options.foreground);
}

}  // namespace

void add_detect_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  auto options = std::make_shared<DetectOptions>();
  CLI::App* command = app.add_subcommand("detect", "Find objects in a picture, a video or a camera");
  command->add_option("SOURCE", options->source, "File, folder, glob, URL, /dev/video0 or test://pattern")->required();
  command->add_option("--model", options->model, "Model name or .onnx file")->capture_default_str();
  command->add_option("--confidence", options->confidence, "Lowest score, 0 … 1 or percent (default 0.25)");
  command->add_option("--iou", options->iou, "Overlap at which the weaker box goes (default 0.45)");
  command->add_option("--classes", options->classes, "Only these classes, comma-separated");
  command->add_option("--batch", options->batch, "Frames inferred together");
  command->add_option("--frames", options->frames, "End after so many frames")->check(CLI::Range(0, 1'000'000'000));
  command->add_flag("--live", options->live, "Real-time: newest frame wins, instead of every frame");
  command->add_option("--set", options->overrides, "node.option=value (nodes: camera, detect); may be given again");
  command->add_option("--save", options->save, "Write the annotated video (.mp4)");
  command->add_option("--jsonl", options->jsonl,
                      "Write one JSON line a frame; '-' is standard output (the default without --save)");
  command->add_option("--report", options->foreground.report, "Write the performance report as JSON");
  command->add_option("--trace", options->foreground.trace, "Write a Chrome trace (chrome://tracing, Perfetto)");
  command->add_flag("--quiet", options->foreground.quiet, "No progress, no summary");
  command->footer("Example:\n  overwatch detect street.mp4 --model centernet-mb3 --save seen.mp4 --jsonl seen.jsonl");
  command->callback([&globals, options, exit_code] { *exit_code = detect(globals, *options); });
}

}  // namespace ow::cli
