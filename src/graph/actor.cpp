#include "graph/actor.h"

#include <algorithm>

#include "base/guard.h"
#include "base/log.h"
#include "base/thread.h"

namespace ow::graph {
namespace {

/// Steps in one turn before the actor goes to the end of the pool's queue: keeps the pool fair between nodes.
constexpr int kStepsPerTurn = 8;

/// Changes of options that may wait for a node's turn.
constexpr int kOptionChangesMax = 16;

}  // namespace

RunState::RunState(RunOptions run_options, WorkerPool& worker_pool, const Clock& run_clock)
    : options(std::move(run_options)), pool(worker_pool), clock(run_clock) {}

RunState::~RunState() = default;

Actor::Actor(RunState& run, const Plan::PlannedNode& planned, std::unique_ptr<Node> node)
    : run_(run),
      id_(planned.id),
      type_(planned.type->descriptor.type),
      node_(std::move(node)),
      source_(dynamic_cast<SourceNode*>(node_.get())),
      outputs_(planned.type->descriptor.outputs.size()) {}

void Actor::add_output(std::size_t port, Edge* edge) { outputs_[port].push_back(edge); }

void Actor::emit(std::size_t port, Packet packet) {
  push_all(port, std::move(packet));
  run_.options.observer->on_frame_out(id_);
}

void Actor::pass_on(std::size_t port, Packet packet) {
  push_all(port, std::move(packet));
  run_.options.observer->on_skip(id_);
}

void Actor::push_all(std::size_t port, Packet packet) {
  const std::vector<Edge*>& edges = outputs_[port];
  const TimePoint ready = run_.clock.now();  // waiting for room counts as waiting on the edge
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) push(*edges[i], {packet, ready});
  if (!edges.empty()) push(*edges.back(), {std::move(packet), ready});
}

/// Keeps the frame for those who look at the edge; gives the one before, to be freed outside the lock.
FramePtr Actor::watch_locked(Edge& edge, const Queued& queued) {
  FramePtr before = std::exchange(edge.last_frame, nullptr);
  if (queued.enqueued < *edge.watched_until) {
    edge.last_frame = queued.packet.frame;
    run_.seen.notify_all();
  } else {
    edge.watched_until.reset();
  }
  return before;
}

void Actor::push(Edge& edge, Queued queued) {
  std::deque<Queued> dropped;
  FramePtr last_seen;
  {
    std::unique_lock lock(run_.mutex);
    // Only a source may wait: it has its own thread. A pooled node ran because there was room; what it emits beyond that
    // is bounded by its work in flight.
    if (is_source()) run_.room.wait(lock, [&] { return run_.stopping || edge.has_room(); });
    if (run_.stopping) return;
    const std::size_t keep = edge.policy == QueuePolicy::kLatest ? 0 : edge.capacity - 1;
    while (edge.policy != QueuePolicy::kBlock && edge.queue.size() > keep) {
      dropped.push_back(std::move(edge.queue.front()));
      edge.queue.pop_front();
    }
    if (edge.watched_until) last_seen = watch_locked(edge, queued);
    edge.queue.push_back(std::move(queued));
    ++edge.packets;
    edge.drops += dropped.size();
    edge.to->schedule_locked();
  }
  for (std::size_t i = 0; i < dropped.size(); ++i) run_.options.observer->on_drop(edge.name, DropReason::kQueueFull);
}

bool Actor::waiting_locked(std::size_t port) const {
  const std::vector<Edge*>& edges = outputs_[port];
  return !edges.empty() && !run_.stopping && std::ranges::none_of(edges, [](const Edge* edge) {
    return edge->policy != QueuePolicy::kLatest || edge->queue.empty();
  });
}

bool Actor::waiting(std::size_t port) const {
  std::lock_guard lock(run_.mutex);
  return waiting_locked(port);
}

bool Actor::renew(std::size_t port, Packet packet) {
  const TimePoint ready = run_.clock.now();
  std::vector<Packet> replaced(outputs_[port].size(), packet);
  std::vector<FramePtr> seen(replaced.size());
  std::lock_guard lock(run_.mutex);  // let go before what was replaced is freed
  if (!waiting_locked(port)) return false;
  for (std::size_t i = 0; i < replaced.size(); ++i) {
    Edge& edge = *outputs_[port][i];
    Queued& last = edge.queue.back();
    std::swap(last.packet, replaced[i]);
    last.enqueued = ready;
    if (edge.watched_until) seen[i] = watch_locked(edge, last);
  }
  return true;
}

void Actor::post(std::function<Status()> work) {
  std::lock_guard lock(run_.mutex);
  if (run_.stopping || done_) return;
  posted_.push_back(std::move(work));
  schedule_locked();
}

Status Actor::run_posted() {
  while (true) {
    std::function<Status()> work;
    {
      std::lock_guard lock(run_.mutex);
      if (posted_.empty() || run_.stopping) return {};
      work = std::move(posted_.front());
      posted_.pop_front();
    }
    OW_CHECK(work());
  }
}

Status Actor::post_options(Options options, std::function<void(const Status&)> done) {
  std::lock_guard lock(run_.mutex);
  if (run_.stopping || done_) return fail(ErrorCode::kFailedPrecondition, "the node has ended");
  if (option_changes_ >= kOptionChangesMax) {
    return fail(ErrorCode::kResourceExhausted, "{} changes wait for the node already; try again with the next frame",
                option_changes_);
  }
  ++option_changes_;
  posted_.emplace_back([this, options = std::move(options), done = std::move(done)]() -> Status {
    {
      std::lock_guard taken(run_.mutex);
      --option_changes_;
    }
    done(node_->set_options(*this, options));
    return {};  // a refused change ends nothing
  });
  schedule_locked();
  return {};
}

void Actor::report(Health health, std::string message) { tell(health, std::move(message), {}); }

void Actor::report_retry(std::string message, TimePoint next_try) {
  tell(Health::kRetrying, std::move(message), next_try);
}

void Actor::tell(Health health, std::string message, std::optional<TimePoint> next_try) {
  {
    std::lock_guard lock(run_.mutex);
    next_try_ = next_try;
    if (health_ == health && message_ == message) return;
    health_ = health;
    message_ = message;
  }
  if (health == Health::kOk) {
    log::info("{}/{}: {}", workflow(), id_, message.empty() ? "ok" : message);
  } else {
    log::warn("{}/{}: {}", workflow(), id_, message);
  }
}

void Actor::fact(std::string name, std::string value) {
  std::lock_guard lock(run_.mutex);
  const auto found = std::ranges::find(facts_, name, &std::pair<std::string, std::string>::first);
  if (found != facts_.end()) {
    found->second = std::move(value);
  } else {
    facts_.emplace_back(std::move(name), std::move(value));
  }
}

Status Actor::open() {
  return guarded([this] { return node_->start(*this); });
}

void Actor::run_source() {
  set_thread_name("ow-" + id_);
  const Status status = guarded([this] { return source_->run(*this); });
  if (status) {  // a failed source ends the run by itself: nobody downstream is to call that a good end first
    std::lock_guard lock(run_.mutex);
    done_ = true;
    ++run_.actors_done;
    end_outputs_locked();
  }
  finish(status);
}

bool Actor::has_room_locked() const {
  return std::ranges::all_of(outputs_, [](const std::vector<Edge*>& port) {
    return std::ranges::all_of(port, [](const Edge* edge) { return edge->has_room(); });
  });
}

Edge* Actor::next_edge_locked() const {
  Edge* oldest = nullptr;
  for (Edge* edge : inputs_) {
    if (edge->queue.empty()) continue;
    if (oldest == nullptr || edge->queue.front().enqueued < oldest->queue.front().enqueued) oldest = edge;
  }
  return oldest;
}

bool Actor::inputs_over_locked() const {
  return std::ranges::all_of(inputs_, [](const Edge* edge) { return edge->ended && edge->queue.empty(); });
}

bool Actor::has_work_locked() const {
  if (run_.stopping || done_ || is_source() || !has_room_locked()) return false;
  if (!posted_.empty()) return true;
  if (next_edge_locked() != nullptr) return node_->wants_input();
  return inputs_over_locked() && (!end_called_ || node_->idle());
}

void Actor::schedule_locked() {
  if (scheduled_ || !has_work_locked()) return;
  scheduled_ = true;
  ++run_.active_turns;
  run_.pool.submit([this] { take_turn(); });
}

Actor::Work Actor::next_work_locked() {
  if (!has_work_locked()) return {};
  if (!posted_.empty()) {
    Work work = std::move(posted_.front());
    posted_.pop_front();
    return work;
  }
  if (Edge* edge = next_edge_locked()) {
    Delivery delivery{edge->inlet, std::move(edge->queue.front()), edge};
    edge->queue.pop_front();
    if (edge->policy == QueuePolicy::kBlock) {
      edge->from->schedule_locked();
      run_.room.notify_all();
    }
    return delivery;
  }
  if (!end_called_) {
    end_called_ = true;
    return End{};
  }
  return Finish{};
}

Status Actor::deliver(Delivery& delivery) {
  const TimePoint now = run_.clock.now();
  Packet& packet = delivery.queued.packet;
  span(packet.trace, stage::kQueueWait, delivery.queued.enqueued, now, SpanKind::kWait);
  const bool sink = outputs_.empty();
  Status status = node_->process(*this, delivery.inlet, std::move(packet));
  if (sink && status) run_.options.observer->on_frame_out(id_);
  return status;
}

Status Actor::execute(Work& work) {
  if (auto* delivery = std::get_if<Delivery>(&work)) return deliver(*delivery);
  if (auto* posted = std::get_if<std::function<Status()>>(&work)) return (*posted)();
  if (std::holds_alternative<End>(work)) return node_->on_end(*this);
  std::lock_guard lock(run_.mutex);
  done_ = true;
  ++run_.actors_done;
  end_outputs_locked();
  return {};
}

void Actor::take_turn() {
  Status status;
  for (int step = 0; step < kStepsPerTurn && status; ++step) {
    Work work;
    {
      std::lock_guard lock(run_.mutex);
      work = next_work_locked();
    }
    if (std::holds_alternative<std::monostate>(work)) break;
    status = guarded([&] { return execute(work); });
  }
  if (!status || done_) finish(status);
  std::lock_guard lock(run_.mutex);
  scheduled_ = false;
  schedule_locked();
  if (--run_.active_turns == 0) run_.quiet.notify_all();
}

void Actor::end_outputs_locked() {
  for (const std::vector<Edge*>& port : outputs_) {
    for (Edge* edge : port) {
      edge->ended = true;
      edge->to->schedule_locked();
    }
  }
}

void Actor::finish(const Status& status) {
  if (!status) report(Health::kFailed, status.error().message);
  {
    std::lock_guard lock(run_.mutex);
    if (!status) done_ = true;  // no more turns; the others run on until the engine stops the run
    const bool all_done = run_.actors_done == run_.actors.size();
    if (run_.finished || run_.stopping || (status && !all_done)) return;
    run_.finished = true;
  }
  if (status) {
    run_.options.on_finished({});
  } else {
    Error error = status.error();
    if (error.place.empty()) error.place = "nodes." + id_;
    run_.options.on_finished(std::unexpected(std::move(error)));
  }
}

}  // namespace ow::graph
