// What carries the frames: profiler, hub, executor.
#include <future>

#include "budget.h"
#include "graph/executor.h"
#include "graph/node_runner.h"
#include "graph/test_nodes.h"
#include "live/viewer_stub.h"
#include "profile/profiler.h"

namespace ow::bench {
namespace {

/// A frame of input → model → view makes about so many spans.
constexpr int kSpansPerFrame = 11;

void profiler_record(benchmark::State& state) {
  const SteadyClock clock;
  const auto profiler = profile::Profiler::create({}, clock);
  const auto profile = profiler->workflow("bench");
  const TimePoint begin = clock.now();
  for (auto _ : state) profile->on_span("detect", {stage::kPreprocess, begin, clock.now(), SpanKind::kWork});
  set_budget_ms(state, 0.02 / kSpansPerFrame);
}
BENCHMARK(profiler_record)->Unit(benchmark::kMicrosecond);

/// All records of one frame.
void profiler_frame(benchmark::State& state) {
  const SteadyClock clock;
  const auto profiler = profile::Profiler::create({}, clock);
  const auto profile = profiler->workflow("bench");
  for (auto _ : state) {
    const TimePoint begin = clock.now();
    Trace trace(begin);
    profile->on_frame_in("camera");
    for (int i = 0; i < kSpansPerFrame; ++i) {
      const TimePoint end = clock.now();
      trace.add(stage::kPreprocess, begin, end);
      profile->on_span("detect", {stage::kPreprocess, begin, end, SpanKind::kWork});
    }
    profile->on_frame_out("detect");
    profile->on_frame_out("view");
    profile->on_picture("view", 50'000);
    profile->on_complete("view", trace, clock.now());
  }
  set_budget_ms(state, 0.02);
}
BENCHMARK(profiler_frame)->Unit(benchmark::kMicrosecond);

/// The argument is the number of viewers. Part of the budget of hub and executor together.
void hub_publish(benchmark::State& state) {
  live::Hub hub;
  const auto view = hub.open("bench", "view", graph::null_observer());
  std::vector<std::unique_ptr<live::Subscription>> subscriptions;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    auto subscription = hub.subscribe("bench", "view", std::make_shared<live::CountingViewer>());
    if (!subscription) return state.SkipWithError(subscription.error().message.c_str());
    subscriptions.push_back(std::move(*subscription));
  }
  const live::PicturePtr picture = live::picture_of(1);
  for (auto _ : state) view->publish(picture);
  set_budget_ms(state, 0.1);
}
BENCHMARK(hub_publish)->ArgName("viewers")->Arg(1)->Arg(100)->Unit(benchmark::kMicrosecond);

/// Passes everything on at once.
class Relay final : public graph::Node {
 public:
  Status start(graph::NodeContext&) override { return {}; }
  Status process(graph::NodeContext& context, graph::Inlet, Packet packet) override {
    context.emit(0, std::move(packet));
    return {};
  }
};

graph::Registry make_registry() {
  graph::Registry registry = graph::test::registry(std::make_shared<graph::test::Collected>());
  const graph::Port in{.name = "in", .type = graph::PortType::kFrame, .doc = "frames"};
  const graph::Port out{.name = "out", .type = graph::PortType::kFrame, .doc = "frames"};
  registry.add({"relay", "Relay", "Test", "Passes on.", {}, {in}, {out}, {}},
               [](const graph::Options&) -> Result<std::unique_ptr<graph::Node>> { return std::make_unique<Relay>(); });
  return registry;
}

/// source → relay × (hops − 1) → sink
std::string make_chain(std::int64_t hops, std::int64_t packets) {
  std::string nodes = fmt::format("nodes:\n  a: {{type: count, count: {}}}\n  z: {{type: collect}}\n", packets);
  std::string chain = "a";
  for (std::int64_t i = 1; i < hops; ++i) {
    nodes += fmt::format("  r{}: {{type: relay}}\n", i);
    chain += fmt::format(" -> r{}", i);
  }
  return nodes + "edges: [" + chain + " -> z]\n";
}

/// One lossless run from its first packet to its end.
Status run_chain(const graph::Plan& plan, graph::WorkerPool& pool, const Clock& clock) {
  std::promise<Status> finished;
  graph::RunOptions options{
      .workflow = "bench", .lossless = true, .observer = graph::null_observer(), .on_finished = {}};
  options.on_finished = [&finished](const Status& status) { finished.set_value(status); };
  OW_TRY(const auto run, graph::GraphRun::create(plan, std::move(options), pool, clock));
  OW_CHECK(run->start());
  const Status status = finished.get_future().get();
  run->stop();
  return status;
}

/// Each iteration is one packet; the argument is the number of edges that it passes. Making the packet is included.
void executor_packet(benchmark::State& state) {
  constexpr benchmark::IterationCount kPackets = 20'000;
  const graph::Registry registry = make_registry();
  const auto workflow = graph::parse_workflow(make_chain(state.range(0), kPackets));
  if (!workflow) return state.SkipWithError(workflow.error().text().c_str());
  const graph::Validation validation = graph::validate(*workflow, registry);
  const SteadyClock clock;
  graph::WorkerPool pool(2);
  while (state.KeepRunningBatch(kPackets)) {
    if (const Status status = run_chain(validation.plan, pool, clock); !status)
      state.SkipWithError(status.error().text().c_str());
  }
  set_budget_ms(state, 0.1);
}
BENCHMARK(executor_packet)
    ->ArgName("hops")
    ->Arg(1)
    ->Arg(2)
    ->Arg(4)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace ow::bench
