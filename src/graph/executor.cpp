#include "graph/executor.h"

#include <algorithm>

#include "graph/actor.h"

namespace ow::graph {

struct GraphRun::State {
  State(RunOptions options, WorkerPool& pool, const Clock& clock) : run(std::move(options), pool, clock) {}
  RunState run;
  std::vector<std::jthread> source_threads;
  bool stopped = false;
};

namespace {

/// How long an edge goes on keeping its last frame after somebody looked.
constexpr std::chrono::seconds kEdgeWatch{10};

void connect(RunState& run, const Plan& plan) {
  for (const Plan::PlannedEdge& planned : plan.edges) {
    const Port& input = plan.nodes[planned.to].type->descriptor.inputs[planned.to_port];
    auto edge = std::make_unique<Edge>();
    edge->from = run.actors[planned.from].get();
    edge->to = run.actors[planned.to].get();
    edge->inlet = {planned.to_port, edge->to->input_count()};
    edge->name = plan.nodes[planned.from].id + " -> " + plan.nodes[planned.to].id;
    edge->policy = run.options.lossless ? QueuePolicy::kBlock : input.policy;
    edge->capacity = std::max<std::size_t>(1, input.capacity);
    edge->from->add_output(planned.from_port, edge.get());
    edge->to->add_input(edge.get());
    run.edges.push_back(std::move(edge));
  }
}

/// 4:2:0: one and a half bytes a pixel.
std::uint64_t bytes_of(const Edge& edge) {
  std::uint64_t pixels = 0;
  for (const Queued& queued : edge.queue) {
    if (!queued.packet.frame) continue;
    const Size size = queued.packet.frame->size();
    pixels += static_cast<std::uint64_t>(size.width) * static_cast<std::uint64_t>(size.height);
  }
  return pixels * 3 / 2;
}

}  // namespace

GraphRun::GraphRun(std::unique_ptr<State> state) : state_(std::move(state)) {}
GraphRun::~GraphRun() { stop(); }

Result<std::unique_ptr<GraphRun>> GraphRun::create(const Plan& plan, RunOptions options, WorkerPool& pool,
                                                   const Clock& clock) {
  auto state = std::make_unique<State>(std::move(options), pool, clock);
  for (const Plan::PlannedNode& planned : plan.nodes) {
    auto node = planned.type->create(planned.options);
    if (!node) {
      Error error = node.error();
      error.place = "nodes." + planned.id + (error.place.empty() ? "" : "." + error.place);
      return std::unexpected(std::move(error));
    }
    state->run.actors.push_back(std::make_unique<Actor>(state->run, planned, std::move(*node)));
  }
  connect(state->run, plan);
  return std::unique_ptr<GraphRun>(new GraphRun(std::move(state)));
}

Status GraphRun::start() {
  auto& actors = state_->run.actors;
  // Nodes are opened in reverse order of the file, which has inputs first as a rule; order is a nicety, not a need: no
  // frame moves before the sources run.
  for (auto actor = actors.rbegin(); actor != actors.rend(); ++actor) {
    if (auto status = (*actor)->open(); !status) {
      Error error = status.error();
      error.place = "nodes." + (*actor)->node() + (error.place.empty() ? "" : "." + error.place);
      (*actor)->report(Health::kFailed, error.message);
      return std::unexpected(std::move(error));
    }
  }
  {
    std::lock_guard lock(state_->run.mutex);
    for (const auto& actor : actors) actor->schedule_locked();  // a node with nothing wired to it ends at once
  }
  for (const auto& actor : actors) {
    if (actor->is_source()) state_->source_threads.emplace_back([&source = *actor] { source.run_source(); });
  }
  return {};
}

void GraphRun::stop() {
  if (std::exchange(state_->stopped, true)) return;
  RunState& run = state_->run;
  {
    std::lock_guard lock(run.mutex);
    run.stopping = true;
    run.room.notify_all();
    run.seen.notify_all();
  }
  run.stop.request_stop();
  state_->source_threads.clear();  // joins
  {
    std::unique_lock lock(run.mutex);
    run.quiet.wait(lock, [&] { return run.active_turns == 0; });
  }
  for (const auto& actor : run.actors) actor->destroy_node();
}

namespace {

/// What a node said to changed options, for the one who waits; whoever comes late finds nobody.
struct Answer {
  std::mutex mutex;
  std::condition_variable arrived;
  std::optional<Status> said;
  bool waited_for = true;
};

}  // namespace

Result<Applied> GraphRun::set_options(std::string_view node, Options options, std::chrono::milliseconds wait) {
  const auto& actors = state_->run.actors;
  const auto found = std::ranges::find(actors, node, [](const auto& actor) { return std::string_view(actor->node()); });
  if (found == actors.end()) return fail(ErrorCode::kNotFound, "there is no node '{}'", node);
  Actor* actor = found->get();
  auto answer = std::make_shared<Answer>();
  OW_CHECK(actor->post_options(std::move(options), [answer, actor](const Status& said) {
    bool waited_for = true;
    {
      std::lock_guard lock(answer->mutex);
      answer->said = said;
      waited_for = answer->waited_for;
    }
    answer->arrived.notify_all();
    if (!said && !waited_for) actor->report(Health::kWarning, "a change was refused: " + said.error().text());
  }));
  std::unique_lock lock(answer->mutex);
  if (!answer->arrived.wait_for(lock, wait, [&] { return answer->said.has_value(); })) {
    answer->waited_for = false;
    return Applied::kWithNextFrame;
  }
  if (!*answer->said) return std::unexpected(answer->said->error());
  return Applied::kNow;
}

Result<FramePtr> GraphRun::edge_frame(std::string_view from, std::string_view to, std::chrono::milliseconds wait) {
  RunState& run = state_->run;
  std::unique_lock lock(run.mutex);
  const auto found = std::ranges::find_if(
      run.edges, [&](const auto& edge) { return edge->from->node() == from && edge->to->node() == to; });
  if (found == run.edges.end()) return fail(ErrorCode::kNotFound, "there is no edge '{} -> {}'", from, to);
  Edge& edge = **found;
  edge.watched_until = run.clock.now() + kEdgeWatch;
  run.seen.wait_for(lock, wait, [&] { return edge.last_frame != nullptr || run.stopping; });
  if (!edge.last_frame) return fail(ErrorCode::kUnavailable, "no frame went over '{}' yet", edge.name);
  return edge.last_frame;
}

std::vector<NodeReport> GraphRun::nodes() const {
  std::lock_guard lock(state_->run.mutex);
  std::vector<NodeReport> reports;
  for (const auto& actor : state_->run.actors) reports.push_back(actor->report_locked());
  return reports;
}

std::vector<EdgeReport> GraphRun::edges() const {
  std::lock_guard lock(state_->run.mutex);
  std::vector<EdgeReport> reports;
  for (const auto& edge : state_->run.edges) {
    reports.push_back({edge->from->node(), edge->to->node(), edge->queue.size(), edge->capacity, edge->policy,
                       edge->packets, edge->drops, bytes_of(*edge)});
  }
  return reports;
}

}  // namespace ow::graph
