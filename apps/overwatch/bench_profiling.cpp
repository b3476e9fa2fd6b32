// What profiling costs: the pipeline with the real profiler against one with an observer that does nothing, and the price
// of each record by itself.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <nlohmann/json.hpp>

#include "graph/node_runner.h"
#include "overwatch/bench_baseline.h"
#include "overwatch/bench_workload.h"
#include "overwatch/command.h"
#include "overwatch/table.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

enum Record : std::size_t { kSpan, kFrameIn, kFrameOut, kSkip, kDrop, kComplete, kPicture, kRecordKinds };
constexpr std::array<const char*, kRecordKinds> kRecordNames = {"span", "frame in", "frame out", "skip",
                                                                "drop", "complete", "picture"};
using Counts = std::array<std::uint64_t, kRecordKinds>;

/// Counts the records that a pipeline makes.
class CountingObserver final : public Observer {
 public:
  void on_span(std::string_view, const Span&) override { ++counts_[kSpan]; }
  void on_frame_in(std::string_view) override { ++counts_[kFrameIn]; }
  void on_frame_out(std::string_view) override { ++counts_[kFrameOut]; }
  void on_skip(std::string_view) override { ++counts_[kSkip]; }
  void on_drop(std::string_view, DropReason) override { ++counts_[kDrop]; }
  void on_complete(std::string_view, const Trace&, TimePoint) override { ++counts_[kComplete]; }
  void on_picture(std::string_view, std::size_t) override { ++counts_[kPicture]; }
  [[nodiscard]] Counts counts() const {
    Counts copy{};
    for (std::size_t i = 0; i < kRecordKinds; ++i) copy[i] = counts_[i];
    return copy;
  }

 private:
  std::array<std::atomic<std::uint64_t>, kRecordKinds> counts_{};
};

/// Nanoseconds of one call of `record`, on this thread alone.
template <typename Call>
double price_ns(const Call& record) {
  constexpr int kCalls = 200'000;
  const SteadyClock clock;
  const TimePoint begin = clock.now();
  for (int i = 0; i < kCalls; ++i) record();
  return static_cast<double>((clock.now() - begin).count()) / kCalls;
}

struct Prices {
  std::array<double, kRecordKinds> record_ns{};
  double clock_ns = 0;
};

/// A trace as a frame of the pipeline has it when it is complete.
Trace make_trace(TimePoint begin) {
  Trace trace(begin);
  for (int i = 0; i < 12; ++i)
    trace.add(stage::kPreprocess, begin + std::chrono::milliseconds(i), begin + std::chrono::milliseconds(i + 1));
  return trace;
}

Prices measure_prices() {
  const SteadyClock clock;
  const auto profiler = profile::Profiler::create({}, clock);
  const auto profile = profiler->workflow("bench");
  Prices prices;
  auto& ns = prices.record_ns;
  const Trace trace = make_trace(clock.now());
  prices.clock_ns = price_ns([&] { (void)clock.now(); });
  ns[kSpan] = price_ns([&] {
                profile->on_span("detect", {stage::kPreprocess, trace.capture(), clock.now(), SpanKind::kWork});
              }) -
              prices.clock_ns;
  ns[kFrameIn] = price_ns([&] { profile->on_frame_in("camera"); });
  ns[kFrameOut] = price_ns([&] { profile->on_frame_out("detect"); });
  ns[kSkip] = price_ns([&] { profile->on_skip("detect"); });
  ns[kDrop] = price_ns([&] { profile->on_drop("camera -> detect", DropReason::kQueueFull); });
  ns[kComplete] = price_ns([&] { profile->on_complete("view", trace, clock.now()); }) - prices.clock_ns;
  ns[kPicture] = price_ns([&] { profile->on_picture("view", 50'000); });
  return prices;
}

struct ProfilingFigures {
  Disturbance disturbance;
  std::uint64_t frames = 0;
  Prices prices;
  Counts counts{};  ///< of `frames` frames
  std::vector<Measurement> with, without;

  [[nodiscard]] double records_per_frame(std::size_t kind) const {
    return static_cast<double>(counts[kind]) / static_cast<double>(frames);
  }
  /// Records and the clock readings around each span, at their prices.
  [[nodiscard]] double cost_us_per_frame() const {
    double ns = 2 * records_per_frame(kSpan) * prices.clock_ns;
    for (std::size_t i = 0; i < kRecordKinds; ++i) ns += records_per_frame(i) * prices.record_ns[i];
    return ns / 1e3;
  }
  [[nodiscard]] double cpu_ms(const std::vector<Measurement>& rounds) const {
    std::vector<double> values;
    for (const Measurement& round : rounds) values.push_back(round.cpu_ms_per_frame());
    return median(values);
  }
  /// Share of a frame's core time that the prices add up to.
  [[nodiscard]] double accounted_share() const { return cost_us_per_frame() / 1e3 / cpu_ms(with); }
  /// Of core time, round by round; may fall below 1 by the machine's noise.
  [[nodiscard]] std::vector<double> ratios() const {
    std::vector<double> values;
    for (std::size_t i = 0; i < with.size(); ++i)
      values.push_back(with[i].cpu_ms_per_frame() / without[i].cpu_ms_per_frame());
    return values;
  }
};

Result<Measurement> run_one(engine::Runtime& runtime, const BenchOptions& options, std::uint64_t frames,
                            std::shared_ptr<Observer> observer, std::stop_token stop) {
  const Workload workload{
      .workflow = make_bench_pipeline(options, frames), .view = "view", .observer = std::move(observer)};
  OW_TRY(const WorkloadResult result, run_workload(runtime, workload, stop));
  return result.total;
}

Result<ProfilingFigures> measure(engine::Runtime& runtime, const BenchOptions& options, std::stop_token stop) {
  ProfilingFigures figures;
  StepLine line(3 + 2 * options.repeat);
  line.next("price of a record");
  figures.prices = measure_prices();
  line.next("warm-up");
  const Workload pipeline{.workflow = make_bench_pipeline(options, 0), .view = "view", .observer = {}};
  OW_TRY(figures.frames, choose_frames(runtime, options, pipeline, stop));
  line.next("counting records");
  const auto counting = std::make_shared<CountingObserver>();
  OW_CHECK(run_one(runtime, options, figures.frames, counting, stop));
  figures.counts = counting->counts();
  for (int i = 0; i < 2 * options.repeat; ++i) {
    // A B B A A B B A …: a machine that grows slower or faster favours neither side.
    const bool profiled = (i % 4 == 0) || (i % 4 == 3);
    line.next(profiled ? "with the profiler" : "without");
    OW_TRY(const Measurement measured,
           run_one(runtime, options, figures.frames, profiled ? nullptr : graph::null_observer(), stop));
    (profiled ? figures.with : figures.without).push_back(measured);
  }
  return figures;
}

Json to_json(const BenchOptions& options, const ProfilingFigures& figures) {
  const std::vector<double> ratios = figures.ratios();
  Json json = {{"overwatch", OW_VERSION},
               {"source", options.source},
               {"model", options.model},
               {"frames", figures.frames},
               {"repeat", options.repeat}};
  for (std::size_t i = 0; i < kRecordKinds; ++i) {
    json["records"].push_back({{"record", kRecordNames[i]},
                               {"per_frame", figures.records_per_frame(i)},
                               {"ns", figures.prices.record_ns[i]}});
  }
  json["clock_ns"] = figures.prices.clock_ns;
  json["cost_us_per_frame"] = figures.cost_us_per_frame();
  json["core_ms_per_frame_with"] = figures.cpu_ms(figures.with);
  json["core_ms_per_frame_without"] = figures.cpu_ms(figures.without);
  json["core_time_ratio"] = median(ratios);
  json["core_time_ratios"] = ratios;
  json["disturbance"] = figures.disturbance.share();
  json["accounted_share"] = figures.accounted_share();
  return json;
}

void print(const BenchOptions& options, const ProfilingFigures& figures) {
  std::vector<std::vector<std::string>> rows = {{"RECORD", "NS", "A FRAME"}};
  for (std::size_t i = 0; i < kRecordKinds; ++i) {
    rows.push_back({kRecordNames[i], fmt::format("{:.0f}", figures.prices.record_ns[i]),
                    fmt::format("{:.2f}", figures.records_per_frame(i))});
  }
  rows.push_back({"clock (twice a span)", fmt::format("{:.0f}", figures.prices.clock_ns),
                  fmt::format("{:.2f}", 2 * figures.records_per_frame(kSpan))});
  const std::vector<double> ratios = figures.ratios();
  const auto [least, most] = std::ranges::minmax(ratios);
  fmt::print("{}\nrecords cost {:.1f} us a frame: {:.3f} % of its {:.2f} ms core time\n", format_table(rows),
             figures.cost_us_per_frame(), 100 * figures.accounted_share(), figures.cpu_ms(figures.with));
  fmt::print(
      "measured: {:.2f} ms with the profiler, {:.2f} ms without, ratio {:.4f} (median of {} pairs, {:.4f} ... "
      "{:.4f})\n",
      figures.cpu_ms(figures.with), figures.cpu_ms(figures.without), median(ratios), options.repeat, least, most);
  fmt::print("{}", figures.disturbance.text());
}

}  // namespace

Status bench_profiling(engine::Runtime& runtime, const BenchOptions& options, std::stop_token stop) {
  OW_CHECK(examine_source(options.source, runtime.clock(), stop));
  OW_TRY(const ProfilingFigures figures, measure(runtime, options, stop));
  if (options.json) {
    print_json(to_json(options, figures));
  } else {
    print(options, figures);
  }
  return {};
}

}  // namespace ow::cli
