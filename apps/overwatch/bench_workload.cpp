#include "overwatch/bench_workload.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "infer/model_runner.h"
#include "overwatch/bench_audience.h"
#include "overwatch/bench_core_time.h"
#include "overwatch/demo.h"

namespace ow::cli {
namespace {

/// Core time is counted from the moment at which the first stream's nodes are all open until the last stream has come to its
/// end: loading models and putting them away are not the subject.
class CpuWindow {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    if (!begin_) begin_ = end_ = Reading::now();
  }
  /// The last call holds.
  void close() {
    const std::lock_guard lock(mutex_);
    end_ = Reading::now();
  }
  /// Without the viewers.
  [[nodiscard]] double seconds() const { return since_begin(&Reading::process_s) - viewers_seconds(); }
  [[nodiscard]] double viewers_seconds() const { return since_begin(&Reading::viewers_s); }
  [[nodiscard]] double model_seconds() const { return since_begin(&Reading::model_s); }

 private:
  struct Reading {
    double process_s = 0, model_s = 0, viewers_s = 0;
    static Reading now() {
      return {process_cpu_seconds(), thread_seconds(infer::kModelThreadName), thread_seconds(kCrowdThreadName)};
    }
  };
  [[nodiscard]] double since_begin(double Reading::*part) const {
    const std::lock_guard lock(mutex_);
    return begin_ ? end_.*part - (*begin_).*part : 0;
  }

  mutable std::mutex mutex_;
  std::optional<Reading> begin_;
  Reading end_;
};

/// Frames that the sources sent on: the busiest edge, so that branches do not count double.
std::uint64_t frames_of(const engine::RunOnceResult& run) {
  std::uint64_t frames = 0;
  for (const graph::EdgeReport& edge : run.edges) frames = std::max(frames, edge.packets);
  return frames;
}

/// One of several streams that run side by side.
struct Stream {
  std::string id;
  std::shared_ptr<DecodeClock> decoding;
  std::optional<Result<engine::RunOnceResult>> result;
};

/// `audience` null: nobody watches.
Result<engine::RunOnceResult> run_stream(engine::Runtime& runtime, const Workload& workload, const Stream& stream,
                                         CpuWindow& window, Audience* audience, std::stop_token stop) {
  Status joined;
  engine::RunOnceOptions options;
  options.id = stream.id;
  options.observer = stream.decoding;
  options.on_started = [&] {
    window.open();
    if (audience != nullptr) joined = audience->watch(stream.id, workload.view);
  };
  options.progress_interval = std::chrono::hours(1);  // looked at once, at the end: looking costs core time, too
  options.on_progress = [&](const graph::GraphRun&, const profile::WorkflowProfile&) { window.close(); };
  auto result = engine::run_once(runtime, workload.workflow, options, stop);
  if (!joined) return std::unexpected(joined.error());
  if (result && result->stopped) return fail(ErrorCode::kCancelled, "stopped");
  return result;
}

std::vector<Stream> run_streams(engine::Runtime& runtime, const Workload& workload, CpuWindow& window,
                                Audience* audience, std::stop_token stop) {
  std::vector<Stream> streams(workload.streams);
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < workload.streams; ++i) {
    streams[i].id = "bench-" + std::to_string(i);
    std::shared_ptr<Observer> observer = workload.observer;
    if (!observer) observer = runtime.profiler().workflow(streams[i].id);
    streams[i].decoding = std::make_shared<DecodeClock>(std::move(observer));
    threads.emplace_back(
        [&, i] { streams[i].result = run_stream(runtime, workload, streams[i], window, audience, stop); });
  }
  threads.clear();  // joins
  return streams;
}

}  // namespace

graph::Workflow make_bench_pipeline(const BenchOptions& options, std::uint64_t frames) {
  graph::Workflow workflow = make_pipeline(options.source, options.model);
  workflow.name = "bench";
  auto& input = workflow.nodes[0].options;
  input["resolution_scale"] = options.scale_percent;
  input["lossless"] = true;
  input["loop"] = true;
  input["max_frames"] = frames;
  auto& model = workflow.nodes[1].options;
  model["schedule"] = options.schedule;
  model["batch_size"] = options.batch;
  workflow.nodes.push_back({"view", "xray_view", {{"max_fps", 60}}});
  workflow.edges.push_back({"detect", "", "view", ""});
  return workflow;
}

Result<WorkloadResult> run_workload(engine::Runtime& runtime, const Workload& workload, std::stop_token stop) {
  std::unique_ptr<Audience> audience;
  if (!workload.view.empty()) {
    OW_TRY(audience, Audience::create(runtime));
  }
  reset_peak_memory();
  CpuWindow window;
  const std::vector<Stream> streams = run_streams(runtime, workload, window, audience.get(), stop);
  WorkloadResult out;
  out.total.cpu_s = window.seconds();
  out.model_cpu_s = window.model_seconds();
  out.viewers_cpu_s = window.viewers_seconds();
  out.peak_memory_bytes = peak_memory_bytes();
  out.statistics = runtime.profiler().total();
  for (const Stream& stream : streams) runtime.profiler().remove(stream.id);
  for (const Stream& stream : streams) {
    OW_CHECK(*stream.result);
    const engine::RunOnceResult& run = **stream.result;
    const Measurement measured{static_cast<double>(frames_of(run)), run.wall_s, 0};
    out.stream_fps.push_back(measured.fps());
    out.total.frames += measured.frames;
    out.total.wall_s = std::max(out.total.wall_s, measured.wall_s);
    out.decoder_cpu_s += stream.decoding->seconds();
  }
  out.nodes = streams.front().result->value().nodes;
  out.pictures = out.statistics.picture_bytes.total_count;
  return out;
}

Result<std::uint64_t> choose_frames(engine::Runtime& runtime, const BenchOptions& options, Workload workload,
                                    std::stop_token stop) {
  constexpr std::uint64_t kWarmUpFrames = 24;
  workload.workflow.nodes[0].options["max_frames"] = kWarmUpFrames;
  OW_TRY(const WorkloadResult warm_up, run_workload(runtime, workload, stop));
  if (options.frames > 0) return options.frames;
  const double wanted = warm_up.total.fps() / workload.streams * options.seconds;
  return static_cast<std::uint64_t>(std::clamp(wanted, 16.0, 1e6));
}

Status fill_defaults(const std::filesystem::path& data_folder, BenchOptions& options) {
  if (options.model.empty()) options.model = models::kDefaultModel;
  if (options.second_model.empty()) options.second_model = options.model;
  if (!options.source.empty()) return {};
  const std::filesystem::path clip = data_folder / "media" / "vtest.avi";
  if (!std::filesystem::exists(clip)) {
    return fail_at("--source", ErrorCode::kNotFound,
                   "the sample clip {} is not there: `make run` fetches it, or name a video with --source",
                   clip.string());
  }
  options.source = std::filesystem::absolute(clip).string();
  return {};
}

}  // namespace ow::cli
