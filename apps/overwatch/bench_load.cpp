#include "overwatch/bench_load.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/descriptor_limit.h"
#include "base/wait.h"
#include "media/source.h"
#include "overwatch/bench_measure.h"
#include "overwatch/demo.h"
#include "overwatch/load_report.h"
#include "overwatch/load_server.h"
#include "overwatch/signals.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::seconds;

constexpr seconds kStartPatience{60};
constexpr seconds kWarmUp{8};  // first inferences, the allocator's and the kernel's buffers

/// The workflow of the load test, and where the server finds what is in it.
struct Setup {
  Json workflow;
  LoadServerOptions server;
};

/// A source slower than the wanted rate is played faster.
Result<double> speed_for(const std::string& source, double fps) {
  const SteadyClock clock;
  OW_TRY(const auto opened, media::open_source({.uri = source}, clock, {}));
  const media::SourceInfo& info = opened->info();
  if (info.live || info.frames_per_second <= 0 || info.frames_per_second >= fps) return 1.0;
  return std::min(16.0, fps / info.frames_per_second);
}

/// Where the source is, and how fast it is to be played.
Result<double> choose_source(const Globals& globals, LoadOptions& options, LoadServerOptions& server) {
  const auto clip = find_clip(globals.media_folders());
  const bool own_clip = options.source.empty();
  if (own_clip) options.source = clip ? clip->string() : "test://pattern?size=1280x720&fps=30";
  if (options.source.contains("://")) return 1.0;
  if (!std::filesystem::exists(options.source))
    return fail_at("--source", ErrorCode::kNotFound, "{}: no such file or folder; check the path", options.source);
  options.source = std::filesystem::canonical(options.source).string();  // a link leads out of its folder
  OW_TRY(const double own_speed, speed_for(options.source, options.fps));  // opens it: what is no video is told at once
  server.media_root = std::filesystem::path(options.source).parent_path();
  return own_clip ? own_speed : 1.0;
}

/// The model's name, and the folder of a file as one in which the server looks for models.
std::string choose_model(const Globals& globals, LoadOptions& options, LoadServerOptions& server) {
  server.models_dirs = globals.model_folders();
  if (options.model.empty()) options.model = models::kDefaultModel;
  const std::filesystem::path file = options.model;
  if (file.extension() != ".onnx" || !std::filesystem::exists(file)) return options.model;
  server.models_dirs.insert(server.models_dirs.begin(), std::filesystem::absolute(file).parent_path());
  return file.stem().string();
}

Result<Setup> make_setup(const Globals& globals, LoadOptions& options) {
  Setup setup;
  OW_TRY(const double speed, choose_source(globals, options, setup.server));
  const std::string model = choose_model(globals, options, setup.server);
  Json input = {{"type", "video_input"}, {"source", options.source}, {"loop", true}, {"playback_speed", speed}};
  Json view = {{"type", "xray_view"}};
  if (options.preset.empty()) {
    input.update({{"resolution_scale", options.scale_percent}, {"processing_fps", options.fps / speed}});
    view["max_fps"] = options.view_fps > 0 ? options.view_fps : std::min(60.0, options.fps);
  }
  setup.workflow = {{"name", "Load test"},
                    {"nodes", {{"camera", input}, {"view", view}}},
                    {"edges", Json::array({"camera -> view"})}};
  if (model == "none") return setup;
  setup.workflow["nodes"]["detect"] = {{"type", "model"}, {"model", model}};
  setup.workflow["edges"] = {"camera -> detect", "detect -> view"};
  return setup;
}

/// A preset brings a model name of its own; the one that was asked for is laid over it.
Json start_options(const LoadOptions& options, const Json& workflow) {
  if (options.preset.empty()) return Json::object();
  Json out = {{"preset", options.preset}};
  if (workflow["nodes"].contains("detect")) {
    out["set"]["detect.model"] = workflow["nodes"]["detect"]["model"];
  }
  return out;
}

/// Until the view has shown its first picture.
Status wait_for_pictures(const Endpoint& endpoint, std::stop_token stop) {
  const SteadyClock clock;
  const TimePoint deadline = clock.now() + kStartPatience;
  while (clock.now() < deadline) {
    OW_TRY(const Json status, call_api(endpoint, "GET", "/api/workflow-builder/load/status"));
    const auto state = status.at("state").get<std::string>();
    if (state == "failed") {
      return fail(ErrorCode::kFailedPrecondition, "the workflow failed: {}", status.at("message").dump());
    }
    OW_TRY(const Json performance, call_api(endpoint, "GET", "/api/workflow-builder/performance?workflow=load"));
    if (performance.at("picture_bytes").at("count") > 0) return {};
    if (!wait_until(stop, clock.now() + std::chrono::milliseconds(100))) return fail(ErrorCode::kCancelled, "stopped");
  }
  return fail(ErrorCode::kDeadlineExceeded, "no picture came within {} s", kStartPatience.count());
}

/// Both sides' core time, to be subtracted from the next second's.
struct Spent {
  TimePoint at;
  ChildStats server;
  double viewers_s = 0;
};

Spent spent_now(const LoadServer& server) {
  return {std::chrono::steady_clock::now(), server.stats(), process_cpu_seconds()};
}

LoadSample sample_of(const CrowdSecond& second, const Spent& before, const Spent& now) {
  const double passed = to_seconds(now.at - before.at);
  return {.seconds = passed,
          .fps = static_cast<double>(second.new_pictures) / passed,
          .latency_ms = percentile(second.latency_ms, 0.5),
          .latency_p95_ms = percentile(second.latency_ms, 0.95),
          .memory_mb = static_cast<double>(now.server.resident_bytes) / 1e6,
          .server_cores = (now.server.cpu_seconds - before.server.cpu_seconds) / passed,
          .viewer_cores = (now.viewers_s - before.viewers_s) / passed};
}

Status measure(const LoadServer& server, LoadCrowd& crowd, LoadFigures& figures, std::stop_token stop) {
  const int count = std::max(3, static_cast<int>(std::lround(figures.options.minutes * 60)));
  StepLine line(count);
  Spent before = spent_now(server);
  static_cast<void>(crowd.take());
  for (int second = 1; second <= count; ++second) {
    if (!wait_until(stop, before.at + seconds(1))) break;  // what there is by then is shown
    const Spent now = spent_now(server);
    const CrowdSecond seen = crowd.take();
    const LoadSample sample = sample_of(seen, before, now);
    figures.add(seen, sample);
    line.next(fmt::format("{:.1f} fps, {:.1f} ms, {:.0f} MB, {:.2f} cores", sample.fps, sample.latency_ms,
                          sample.memory_mb, sample.server_cores));
    before = now;
  }
  return figures.samples.empty() ? fail(ErrorCode::kCancelled, "stopped") : Status{};
}

Result<LoadFigures> run_load(const Globals& globals, LoadOptions options, std::stop_token stop) {
  OW_TRY(const Setup setup, make_setup(globals, options));
  OW_TRY(const auto server, LoadServer::start(setup.server));
  const Endpoint& endpoint = server->endpoint();
  OW_CHECK(call_api(endpoint, "POST", "/api/workflow-builder?id=load", setup.workflow.dump()));
  OW_CHECK(
      call_api(endpoint, "POST", "/api/workflow-builder/load/execute", start_options(options, setup.workflow).dump()));
  OW_CHECK(wait_for_pictures(endpoint, stop));
  const CrowdOptions crowd_options{
      .path = "/api/ws/xray/load/view", .viewers = options.viewers, .slow = options.slow, .stalled = options.stalled};
  OW_TRY(const auto crowd, LoadCrowd::connect(endpoint, crowd_options));
  if (!wait_until(stop, std::chrono::steady_clock::now() + kWarmUp)) return fail(ErrorCode::kCancelled, "stopped");
  LoadFigures figures;
  figures.options = options;
  OW_CHECK(measure(*server, *crowd, figures, stop));
  const ChildStats stats = server->stats();
  figures.peak_memory_mb = static_cast<double>(stats.peak_bytes) / 1e6;
  figures.threads = stats.threads;
  figures.descriptors = stats.descriptors;
  if (const auto performance = call_api(endpoint, "GET", "/api/workflow-builder/performance?workflow=load")) {
    figures.success_json = performance->value("success_metrics", Json()).dump();
  }
  return figures;
}

int bench_load(const Globals& globals, const LoadOptions& options) {
  const StopOnSignal stop;
  const std::size_t descriptors = raise_descriptor_limit();
  if (options.viewers + options.slow + options.stalled + 64 > descriptors) {
    return report_error(
        {ErrorCode::kResourceExhausted,
         fmt::format("so many viewers need more open sockets than the {} that this system allows", descriptors),
         "--viewers"});
  }
  const auto figures = run_load(globals, options, stop.token());
  if (!figures) return report_error(figures.error());
  const LoadVerdict verdict = verdict_of(*figures);
  if (options.json) {
    print_json(load_json(*figures, verdict));
  } else {
    fmt::print("{}", load_text(*figures, verdict));
  }
  return verdict.level() ? kOk : kFailed;
}

}  // namespace

void add_bench_load(CLI::App& bench, const Globals& globals, const ExitCode& exit_code) {
  auto options = std::make_shared<LoadOptions>();
  CLI::App* command = bench.add_subcommand("load", "A real server under load: do FPS, latency and memory stay level?");
  command->add_option("--fps", options->fps, "processing_fps of the source")
      ->check(CLI::Range(1.0, 60.0))
      ->capture_default_str();
  command->add_option("--view-fps", options->view_fps, "max_fps of the view (default: as --fps)")
      ->check(CLI::Range(1.0, 60.0));
  command->add_option("--scale", options->scale_percent, "resolution_scale in percent")
      ->check(CLI::Range(1.0, 100.0))
      ->capture_default_str();
  command->add_option("--minutes", options->minutes, "How long it is watched, after a warm-up")
      ->check(CLI::Range(0.05, 1440.0))
      ->capture_default_str();
  command->add_option("--viewers", options->viewers, "WebSocket viewers")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  command->add_option("--slow", options->slow, "Further viewers that read 150 KB a second")
      ->check(CLI::Range(0, 1'000));
  command->add_option("--stalled", options->stalled, "Further viewers that read nothing")->check(CLI::Range(0, 1'000));
  command->add_option("--source", options->source, "Video (default: the sample clip, played at --fps)");
  command->add_option(
      "--model", options->model,
      fmt::format("Model name or .onnx file (default: {}); none: delivery alone", models::kDefaultModel));
  command->add_option("--preset", options->preset, "A preset instead of --fps and --scale")
      ->check(CLI::IsMember({"max-fps", "balanced", "max-accuracy"}));
  command->add_flag("--json", options->json, "Print as JSON");
  command->footer("Example:\n  overwatch bench load --fps 30 --scale 25 --minutes 2 --viewers 20");
  command->callback([&globals, options, exit_code] { *exit_code = bench_load(globals, *options); });
}

}  // namespace ow::cli
