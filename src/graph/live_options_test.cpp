// Options that change while a graph runs, through the executor.
#include <gtest/gtest.h>

#include "graph/executor.h"
#include "graph/node_runner.h"
#include "graph/test_nodes.h"
#include "tests/support/fake_clock.h"

namespace ow::graph {
namespace {

using namespace std::chrono_literals;

/// A source that emits its `step` for every permit that the test gives.
class Stepping final : public SourceNode {
 public:
  Stepping(std::shared_ptr<BoundedQueue<int>> permits, std::int64_t step) : permits_(std::move(permits)), step_(step) {}
  Status start(NodeContext&) override { return {}; }
  Status set_options(NodeContext&, const Options& options) override {
    if (options.integer("step") == 13) return fail_at("step", ErrorCode::kInvalidArgument, "is unlucky");
    step_ = options.integer("step");
    return {};
  }
  Status run(NodeContext& context) override {
    while (permits_->pop(context.stop())) {
      OW_CHECK(context.run_posted());
      FrameInfo info;
      info.sequence = static_cast<std::uint64_t>(step_);
      Packet packet;
      packet.frame = FrameBuffer({2, 2}).freeze(info);
      context.emit(0, std::move(packet));
    }
    return {};
  }

 private:
  std::shared_ptr<BoundedQueue<int>> permits_;
  std::int64_t step_;
};

/// Adds `by` to the sequence.
class Adding final : public Node {
 public:
  explicit Adding(std::int64_t by) : by_(by) {}
  Status start(NodeContext&) override { return {}; }
  Status set_options(NodeContext&, const Options& options) override {
    if (options.integer("by") == 13) return fail_at("by", ErrorCode::kInvalidArgument, "is unlucky");
    by_ = options.integer("by");
    return {};
  }
  Status process(NodeContext& context, Inlet, Packet packet) override {
    FrameInfo info = packet.frame->info();
    info.sequence += static_cast<std::uint64_t>(by_);
    packet.frame = FrameBuffer({2, 2}).freeze(info);
    context.emit(0, std::move(packet));
    return {};
  }

 private:
  std::int64_t by_;
};

Option number(const char* name) {
  return {.name = name, .type = OptionType::kInteger, .fallback = std::int64_t{1}, .doc = "a number", .live = true};
}

class LiveOptions : public testing::Test {
 protected:
  LiveOptions() {
    const Port out{.name = "out", .doc = "frames"};
    const Port in{.name = "in", .doc = "frames"};
    registry_.add({"step", "Step", "Test", "Steps.", {}, {}, {out}, {number("step")}},
                  [permits = permits_](const Options& options) -> Result<std::unique_ptr<Node>> {
                    return std::make_unique<Stepping>(permits, options.integer("step"));
                  });
    registry_.add({"add", "Add", "Test", "Adds.", {}, {in}, {out}, {number("by")}},
                  [](const Options& options) -> Result<std::unique_ptr<Node>> {
                    return std::make_unique<Adding>(options.integer("by"));
                  });
    const auto parsed =
        parse_workflow("nodes: {a: {type: step}, b: {type: add}, c: {type: collect}}\nedges: [a -> b -> c]");
    const Validation validation = validate(*parsed, registry_);
    auto made = GraphRun::create(
        validation.plan,
        {.workflow = "test", .lossless = true, .observer = null_observer(), .on_finished = [](const Status&) {}}, pool_,
        clock_);
    run_ = std::move(*made);
    EXPECT_TRUE(run_->start());
  }

  static Options options(const char* name, std::int64_t value) {
    Options out;
    out.set(name, OptionValue(value));
    return out;
  }

  /// The sequences that arrived once there are `count`.
  std::vector<std::uint64_t> wait_for(std::size_t count) {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < deadline) {
      {
        std::lock_guard lock(collected_->mutex);
        if (collected_->sequences.size() >= count) return collected_->sequences;
      }
      std::this_thread::yield();
    }
    return {};
  }

  ow::test::FakeClock clock_;
  WorkerPool pool_{2};
  std::shared_ptr<BoundedQueue<int>> permits_ = std::make_shared<BoundedQueue<int>>(16, QueuePolicy::kBlock);
  std::shared_ptr<test::Collected> collected_ = std::make_shared<test::Collected>();
  Registry registry_ = test::registry(collected_);
  std::unique_ptr<GraphRun> run_;
};

TEST_F(LiveOptions, HoldFromTheNextFrameOn) {
  permits_->push(1);
  EXPECT_EQ(wait_for(1), std::vector<std::uint64_t>{2});
  EXPECT_EQ(run_->set_options("b", options("by", 10), 5s), Applied::kNow);
  permits_->push(1);
  EXPECT_EQ(wait_for(2), (std::vector<std::uint64_t>{2, 11}));
}

TEST_F(LiveOptions, ASourceTakesThemBetweenTwoFrames) {
  EXPECT_EQ(run_->set_options("a", options("step", 5), 0ms), Applied::kWithNextFrame);
  permits_->push(1);
  EXPECT_EQ(wait_for(1), std::vector<std::uint64_t>{6});
}

TEST_F(LiveOptions, ARefusalChangesNothingAndEndsNothing) {
  const auto refused = run_->set_options("b", options("by", 13), 5s);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().place, "by");
  permits_->push(1);
  EXPECT_EQ(wait_for(1), std::vector<std::uint64_t>{2});
  EXPECT_EQ(run_->set_options("c", Options(), 5s).error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(run_->set_options("nobody", Options(), 5s).error().code, ErrorCode::kNotFound);
}

TEST_F(LiveOptions, ALateRefusalIsSaidBesideTheNode) {
  EXPECT_EQ(run_->set_options("a", options("step", 13), 0ms), Applied::kWithNextFrame);
  permits_->push(1);
  EXPECT_EQ(wait_for(1), std::vector<std::uint64_t>{2});
  const auto reports = run_->nodes();
  EXPECT_EQ(reports[0].health, Health::kWarning);
  EXPECT_NE(reports[0].message.find("unlucky"), std::string::npos) << reports[0].message;
}

TEST_F(LiveOptions, WaitingChangesAreBounded) {
  for (int i = 0; i < 16; ++i) EXPECT_TRUE(run_->set_options("a", options("step", i), 0ms)) << i;
  EXPECT_EQ(run_->set_options("a", options("step", 99), 0ms).error().code, ErrorCode::kResourceExhausted);
  permits_->push(1);
  EXPECT_EQ(wait_for(1), std::vector<std::uint64_t>{16});
}

TEST_F(LiveOptions, AnEdgeKeepsItsLastFrameOnlyForThoseWhoLook) {
  permits_->push(1);
  EXPECT_EQ(wait_for(1).size(), 1U);
  EXPECT_EQ(run_->edge_frame("a", "b", 0ms).error().code, ErrorCode::kUnavailable);  // nobody had looked
  permits_->push(1);
  const auto frame = run_->edge_frame("a", "b", 10s);
  ASSERT_TRUE(frame) << frame.error().text();
  EXPECT_EQ((*frame)->info().sequence, 1U);
  EXPECT_EQ(run_->edge_frame("b", "a", 0ms).error().code, ErrorCode::kNotFound);
  clock_.advance(11s);
  permits_->push(1);
  EXPECT_EQ(wait_for(3).size(), 3U);
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (frame->use_count() > 1 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_EQ(frame->use_count(), 1);  // and let go of it when they went
}

TEST_F(LiveOptions, NobodyTakesThemAfterTheStop) {
  run_->stop();
  EXPECT_EQ(run_->set_options("b", options("by", 10), 0ms).error().code, ErrorCode::kFailedPrecondition);
}

}  // namespace
}  // namespace ow::graph
