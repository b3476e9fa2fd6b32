// Small real nodes for the graph's own tests.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include "graph/registry.h"

namespace ow::graph::test {

/// A frame of 2 × 2 pixels.
inline Packet make_packet(std::uint64_t sequence, TimePoint now) {
  FrameInfo info;
  info.sequence = sequence;
  info.capture_time = now;
  Packet packet;
  packet.frame = FrameBuffer({2, 2}).freeze(info);
  packet.trace = Trace(now);
  return packet;
}

/// Emits `count` frames with sequences 0 … count − 1, as fast as it may; with count 0 until it is stopped.
class CountingSource final : public SourceNode {
 public:
  explicit CountingSource(std::int64_t count) : count_(count) {}
  Status start(NodeContext&) override { return {}; }
  Status run(NodeContext& context) override {
    for (std::int64_t i = 0; (count_ == 0 || i < count_) && !context.stop().stop_requested(); ++i) {
      context.observer()->on_frame_in(context.node());
      context.emit(0, make_packet(static_cast<std::uint64_t>(i), context.clock().now()));
    }
    return {};
  }

 private:
  std::int64_t count_;
};

/// Runs out of memory where it is told to.
class ThrowingSource final : public SourceNode {
 public:
  explicit ThrowingSource(std::string where) : where_(std::move(where)) {}
  Status start(NodeContext&) override {
    if (where_ == "start") throw std::bad_alloc();
    return {};
  }
  Status run(NodeContext&) override { throw std::bad_alloc(); }

 private:
  std::string where_;
};

/// What a Collector saw, kept by the test.
struct Collected {
  std::mutex mutex;
  std::vector<std::uint64_t> sequences;
  std::atomic<bool> fail{false};
  std::counting_semaphore<> go_on{0};  ///< released by a RenewingSource
  std::function<void()> trouble;  ///< called in process(); may throw. Set before the run
};

/// Emits 0; while that one is being worked on, 1, and 2 in its place; and 3 in nobody's place.
class RenewingSource final : public SourceNode {
 public:
  explicit RenewingSource(std::shared_ptr<Collected> collected) : collected_(std::move(collected)) {}
  Status start(NodeContext&) override { return {}; }
  Status run(NodeContext& context) override {
    context.emit(0, make_packet(0, context.clock().now()));
    wait_until_taken(context);
    context.emit(0, make_packet(1, context.clock().now()));
    if (!context.waiting(0)) return fail(ErrorCode::kInternal, "1 should wait");
    if (!context.renew(0, make_packet(2, context.clock().now()))) return fail(ErrorCode::kInternal, "1 was there");
    collected_->go_on.release();
    wait_until_taken(context);
    if (context.renew(0, make_packet(3, context.clock().now()))) return fail(ErrorCode::kInternal, "2 was taken");
    return {};
  }

 private:
  static void wait_until_taken(NodeContext& context) {
    while (context.waiting(0)) std::this_thread::yield();
  }
  std::shared_ptr<Collected> collected_;
};

class Collector final : public Node {
 public:
  explicit Collector(std::shared_ptr<Collected> collected) : collected_(std::move(collected)) {}
  Status start(NodeContext&) override { return {}; }
  Status process(NodeContext&, Inlet, Packet packet) override {
    if (collected_->trouble) collected_->trouble();
    if (collected_->fail) return fail(ErrorCode::kDataLoss, "told to fail");
    std::lock_guard lock(collected_->mutex);
    collected_->sequences.push_back(packet.frame->info().sequence);
    return {};
  }

 private:
  std::shared_ptr<Collected> collected_;
};

/// Passes packets on after a helper thread posted them back: at most two in flight.
class Detour final : public Node {
 public:
  Status start(NodeContext&) override { return {}; }
  [[nodiscard]] bool wants_input() const override { return in_flight_ < 2; }
  [[nodiscard]] bool idle() const override { return in_flight_ == 0; }
  Status process(NodeContext& context, Inlet, Packet packet) override {
    ++in_flight_;
    queue_.push([this, &context, held = std::move(packet)] {
      context.post([this, &context, held]() -> Status {
        --in_flight_;
        context.emit(0, held);
        return {};
      });
    });
    return {};
  }

 private:
  int in_flight_ = 0;
  BoundedQueue<std::function<void()>> queue_{8, QueuePolicy::kBlock};
  std::jthread helper_{[this](std::stop_token stop) {
    while (auto work = queue_.pop(stop)) (*work)();
  }};
};

inline Registry registry(const std::shared_ptr<Collected>& collected) {
  Registry registry;
  const Port frames{.name = "out", .type = PortType::kFrame, .doc = "frames"};
  const Port in{.name = "in", .type = PortType::kFrame, .doc = "frames"};
  Option count{.name = "count", .type = OptionType::kInteger, .fallback = std::int64_t{10}, .doc = "frames to make"};
  count.min = 0;
  count.max = 1e6;
  registry.add({"count", "Count", "Test", "Counts.", {}, {}, {frames}, {count}},
               [](const Options& options) -> Result<std::unique_ptr<Node>> {
                 return std::make_unique<CountingSource>(options.integer("count"));
               });
  const Option where{.name = "where", .type = OptionType::kText, .fallback = std::string("run"), .doc = "run or start"};
  registry.add({"throws", "Throws", "Test", "Throws.", {}, {}, {frames}, {where}},
               [](const Options& options) -> Result<std::unique_ptr<Node>> {
                 return std::make_unique<ThrowingSource>(options.text("where"));
               });
  registry.add({"renew", "Renew", "Test", "Renews.", {}, {}, {frames}, {}},
               [collected](const Options&) -> Result<std::unique_ptr<Node>> {
                 return std::make_unique<RenewingSource>(collected);
               });
  Port many = in;
  many.many = true;
  registry.add(
      {"collect", "Collect", "Test", "Collects.", {}, {many}, {}, {}},
      [collected](const Options&) -> Result<std::unique_ptr<Node>> { return std::make_unique<Collector>(collected); });
  const Option path{.name = "path", .type = OptionType::kFilePath, .fallback = {}, .doc = "file to write"};
  registry.add(
      {"write", "Write", "Test", "Has a file to write.", {}, {many}, {}, {path}},
      [collected](const Options&) -> Result<std::unique_ptr<Node>> { return std::make_unique<Collector>(collected); });
  registry.add({"detour", "Detour", "Test", "Posts.", {}, {in}, {frames}, {}},
               [](const Options&) -> Result<std::unique_ptr<Node>> { return std::make_unique<Detour>(); });
  registry.add(
      {"event-in",
       "Event",
       "Test",
       "Takes events.",
       {},
       {{.name = "in", .type = PortType::kEvent, .doc = "events"}},
       {},
       {}},
      [collected](const Options&) -> Result<std::unique_ptr<Node>> { return std::make_unique<Collector>(collected); });
  return registry;
}

}  // namespace ow::graph::test
