#include "overwatch/bench_workload.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "overwatch/bench_audience.h"
#include "overwatch/demo.h"

namespace ow::cli {
namespace {

/// Core time is counted from the moment at which the first stream's nodes are all open until the last stream has come to its
/// end: loading models and putting them away are not the subject.
class CpuWindow {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    if (!begin_) begin_ = end_ = process_cpu_seconds();
  }
  /// The last call holds.
  void close() {
    const std::lock_guard lock(mutex_);
    end_ = process_cpu_seconds();
  }
  [[nodiscard]] double seconds() const {
    const std::lock_guard lock(mutex_);
    return begin_ ? end_ - *begin_ : 0;
  }

 private:
  mutable std::mutex mutex_;
  std::optional<double> begin_;
  double end_ = 0;
};

/// Frames that the sources sent on: the busiest edge, so that branches do not count double.
std::uint64_t frames_of(const engine::RunOnceResult& run) {
  std::uint64_t frames = 0;
  for (const graph::EdgeReport& edge : run.edges) frames = std::max(frames, edge.packets);
  return frames;
}

std::string stream_id(unsigned index) { return "bench-" + std::to_string(index); }

Result<engine::RunOnceResult> run_stream(engine::Runtime& runtime, const Workload& workload, const std::string& id,
                                         CpuWindow& window, std::stop_token stop) {
  std::unique_ptr<Audience> audience;
  Status joined;
  engine::RunOnceOptions options;
  options.id = id;
  options.observer = workload.observer;
  options.on_started = [&] {
    window.open();
    if (workload.view.empty()) return;
    auto created = Audience::create(runtime.hub(), id, workload.view, runtime.clock());
    if (created) audience = std::move(*created);
    if (!created) joined = std::unexpected(created.error());
  };
  options.on_progress = [&](const graph::GraphRun&, const profile::WorkflowProfile&) { window.close(); };
  auto result = engine::run_once(runtime, workload.workflow, options, stop);
  if (!joined) return std::unexpected(joined.error());
  if (result && result->stopped) return fail(ErrorCode::kCancelled, "stopped");
  return result;
}

using StreamResults = std::vector<std::optional<Result<engine::RunOnceResult>>>;

StreamResults run_streams(engine::Runtime& runtime, const Workload& workload, CpuWindow& window, std::stop_token stop) {
  StreamResults results(workload.streams);
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < workload.streams; ++i) {
    threads.emplace_back([&, i] { results[i] = run_stream(runtime, workload, stream_id(i), window, stop); });
  }
  threads.clear();  // joins
  return results;
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
  reset_peak_memory();
  CpuWindow window;
  const StreamResults results = run_streams(runtime, workload, window, stop);
  WorkloadResult out;
  out.total.cpu_s = window.seconds();
  out.peak_memory_bytes = peak_memory_bytes();
  out.statistics = runtime.profiler().total();
  for (unsigned i = 0; i < workload.streams; ++i) runtime.profiler().remove(stream_id(i));
  for (const auto& result : results) {
    if (!*result) return std::unexpected(result->error());
    const engine::RunOnceResult& run = **result;
    const Measurement stream{static_cast<double>(frames_of(run)), run.wall_s, 0};
    out.stream_fps.push_back(stream.fps());
    out.total.frames += stream.frames;
    out.total.wall_s = std::max(out.total.wall_s, stream.wall_s);
  }
  out.nodes = results.front()->value().nodes;
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
