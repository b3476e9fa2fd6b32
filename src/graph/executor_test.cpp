#include "graph/executor.h"

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <algorithm>

#include <future>
#include <new>
#include <stdexcept>

#include "graph/node_runner.h"
#include "graph/test_nodes.h"

namespace ow::graph {
namespace {

/// One run with a promise for its end.
class Trial {
 public:
  Trial(std::string_view document, bool lossless) {
    const auto workflow = parse_workflow(document);
    EXPECT_TRUE(workflow) << workflow.error().text();
    auto validation = validate(*workflow, registry_);
    EXPECT_TRUE(validation.ok());
    RunOptions options{
        .workflow = "w", .lossless = lossless, .resumed = false, .observer = null_observer(), .on_finished = {}};
    options.on_finished = [this](const Status& status) { finished_.set_value(status); };
    auto run = GraphRun::create(validation.plan, std::move(options), pool_, clock_);
    EXPECT_TRUE(run);
    run_ = std::move(*run);
  }
  Status wait() {
    auto future = finished_.get_future();
    if (future.wait_for(std::chrono::seconds(30)) != std::future_status::ready) {
      return fail(ErrorCode::kDeadlineExceeded, "the run never ended");
    }
    return future.get();
  }
  GraphRun& run() { return *run_; }
  std::shared_ptr<test::Collected> collected = std::make_shared<test::Collected>();

 private:
  Registry registry_ = test::registry(collected);
  SteadyClock clock_;
  WorkerPool pool_{2};
  std::promise<Status> finished_;
  std::unique_ptr<GraphRun> run_;  // last: destroyed first
};

std::vector<std::uint64_t> up_to(std::uint64_t count) {
  std::vector<std::uint64_t> all(count);
  for (std::uint64_t i = 0; i < count; ++i) all[i] = i;
  return all;
}

TEST(Executor, LosslessRunsLoseNothingAndKeepTheOrder) {
  Trial run("nodes: {a: {type: count, count: 2000}, b: {type: detour}, c: {type: collect}}\nedges: [a -> b -> c]",
            true);
  ASSERT_TRUE(run.run().start());
  EXPECT_TRUE(run.wait());
  run.run().stop();
  EXPECT_EQ(run.collected->sequences, up_to(2000));
  for (const EdgeReport& edge : run.run().edges()) EXPECT_EQ(edge.drops, 0U) << edge.from;
}

TEST(Executor, LiveRunsDropOnFullEdgesAndSaySo) {
  Trial run("nodes: {a: {type: count, count: 20000}, c: {type: collect}}\nedges: [a -> c]", false);
  ASSERT_TRUE(run.run().start());
  EXPECT_TRUE(run.wait());
  run.run().stop();
  const EdgeReport edge = run.run().edges()[0];
  EXPECT_EQ(edge.packets, 20000U);
  EXPECT_EQ(edge.packets - edge.drops, run.collected->sequences.size());
  EXPECT_TRUE(std::ranges::is_sorted(run.collected->sequences));
  EXPECT_EQ(run.collected->sequences.back(), 19999U);  // the newest always arrives
}

TEST(Executor, ANewerFrameTakesThePlaceOfOneThatWaits) {
  Trial run("nodes: {a: {type: renew}, c: {type: collect}}\nedges: [a -> c]", false);
  EXPECT_FALSE(run.run().edge_frame("a", "c", std::chrono::milliseconds(0)));  // from now on somebody looks
  bool first = true;
  std::optional<std::uint64_t> seen;
  run.collected->trouble = [&] {
    if (!std::exchange(first, false)) return;
    run.collected->go_on.acquire();
    if (const auto frame = run.run().edge_frame("a", "c", std::chrono::milliseconds(0))) {
      seen = (*frame)->info().sequence;
    }
  };
  ASSERT_TRUE(run.run().start());
  const Status ended = run.wait();
  EXPECT_EQ(seen, 2U) << "who looks at the edge sees the newer one";
  EXPECT_TRUE(ended) << ended.error().text();
  run.run().stop();
  EXPECT_EQ(run.collected->sequences, (std::vector<std::uint64_t>{0, 2}));
  const EdgeReport edge = run.run().edges().front();
  EXPECT_EQ(edge.packets, 2U);
  EXPECT_EQ(edge.drops, 0U);
}

TEST(Executor, BranchesGetEveryFrameAndJoin) {
  Trial run(
      "nodes: {a: {type: count, count: 100}, b: {type: detour}, c: {type: detour}, d: {type: collect}}\n"
      "edges: [a -> b -> d, a -> c -> d]",
      true);
  ASSERT_TRUE(run.run().start());
  EXPECT_TRUE(run.wait());
  run.run().stop();
  EXPECT_EQ(run.collected->sequences.size(), 200U);
}

TEST(Executor, StopsAnEndlessRunWithFullQueues) {
  for (const bool lossless : {false, true}) {
    Trial run("nodes: {a: {type: count, count: 0}, b: {type: detour}, c: {type: collect}}\nedges: [a -> b -> c]",
              lossless);
    ASSERT_TRUE(run.run().start());
    while (true) {
      std::lock_guard lock(run.collected->mutex);
      if (run.collected->sequences.size() > 10) break;
    }
    run.run().stop();
    run.run().stop();
  }
}

TEST(Executor, AFailingNodeFailsTheRunOnceWithItsPlace) {
  Trial run("nodes: {a: {type: count, count: 0}, c: {type: collect}}\nedges: [a -> c]", false);
  run.collected->fail = true;
  ASSERT_TRUE(run.run().start());
  const Status status = run.wait();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().text(), "nodes.c: told to fail");
  EXPECT_EQ(run.run().nodes()[1].health, Health::kFailed);
}

TEST(Executor, AnExceptionInANodeFailsTheRunAndNothingElse) {
  const std::vector<std::pair<std::function<void()>, std::string>> troubles = {
      {[] { throw std::bad_alloc(); }, "not enough memory"},
      {[] { throw std::runtime_error("oops"); }, "oops"},
      {[] { throw 42; }, "unknown kind"}};
  for (const auto& [trouble, words] : troubles) {
    Trial run("nodes: {a: {type: count, count: 0}, c: {type: collect}}\nedges: [a -> c]", false);
    run.collected->trouble = trouble;
    ASSERT_TRUE(run.run().start());
    const Status status = run.wait();
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().place, "nodes.c");
    EXPECT_NE(status.error().message.find(words), std::string::npos) << status.error().message;
    EXPECT_EQ(run.run().nodes()[1].health, Health::kFailed);
    run.run().stop();
  }
}

TEST(Executor, ASourceAndAStartThatThrowFailTheRun) {
  for (const char* where : {"run", "start"}) {
    Trial run(fmt::format("nodes: {{a: {{type: throws, where: {}}}, c: {{type: collect}}}}\nedges: [a -> c]", where),
              false);
    const Status started = run.run().start();
    const Status status = started ? run.wait() : started;
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().text().substr(0, 8), "nodes.a:");
    EXPECT_EQ(status.error().code, ErrorCode::kResourceExhausted);
    run.run().stop();
  }
}

TEST(NodeRunner, DrivesOneNodeWithPostedWork) {
  const Registry registry = test::registry(std::make_shared<test::Collected>());
  const SteadyClock clock;
  NodeRunner runner(*registry.find("detour"), nlohmann::ordered_json::object(), clock);
  ASSERT_TRUE(runner.start());
  for (std::uint64_t i = 0; i < 5; ++i) {
    Packet packet;
    packet.frame = FrameBuffer({2, 2}).freeze({});
    ASSERT_TRUE(runner.send(std::move(packet)));
  }
  ASSERT_TRUE(runner.end());
  EXPECT_EQ(runner.outputs().size(), 5U);
}

}  // namespace
}  // namespace ow::graph
