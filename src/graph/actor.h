// Inside of the executor: edges, actors and the state that they share. All mutable members are guarded by RunState::mutex
// unless said otherwise.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "graph/executor.h"

namespace ow::graph {

class Actor;

struct Queued {
  Packet packet;
  TimePoint enqueued{};
};

struct Edge {
  Actor* from = nullptr;
  Actor* to = nullptr;
  Inlet inlet;
  std::string name;  ///< "camera -> detect"
  QueuePolicy policy = QueuePolicy::kLatest;
  std::size_t capacity = 1;
  std::deque<Queued> queue;
  bool ended = false;
  std::uint64_t packets = 0;
  std::uint64_t drops = 0;
  // Only while somebody looks at this edge:
  std::optional<TimePoint> watched_until;
  FramePtr last_frame;

  [[nodiscard]] bool has_room() const { return policy != QueuePolicy::kBlock || queue.size() < capacity; }
};

/// Shared by the actors of one run.
struct RunState {
  RunState(RunOptions run_options, WorkerPool& worker_pool, const Clock& run_clock);
  ~RunState();

  RunOptions options;
  WorkerPool& pool;
  const Clock& clock;
  std::stop_source stop;

  mutable std::mutex mutex;
  std::condition_variable room;  ///< a blocking edge got room, or the run stops
  std::condition_variable seen;  ///< a watched edge got a frame
  std::condition_variable quiet;  ///< no turn is queued or running any more
  std::vector<std::unique_ptr<Actor>> actors;
  std::vector<std::unique_ptr<Edge>> edges;
  std::size_t active_turns = 0;
  std::size_t actors_done = 0;
  bool stopping = false;
  bool finished = false;  ///< on_finished was called or is being called
};

/// One node with its edges. Takes turns on the pool; a source has a thread instead.
class Actor final : public NodeContext {
 public:
  Actor(RunState& run, const Plan::PlannedNode& planned, std::unique_ptr<Node> node);

  // NodeContext
  [[nodiscard]] const std::string& workflow() const override { return run_.options.workflow; }
  [[nodiscard]] const std::string& node() const override { return id_; }
  [[nodiscard]] bool lossless() const override { return run_.options.lossless; }
  [[nodiscard]] bool resumed() const override { return run_.options.resumed; }
  [[nodiscard]] const Clock& clock() const override { return run_.clock; }
  [[nodiscard]] std::stop_token stop() const override { return run_.stop.get_token(); }
  [[nodiscard]] const std::shared_ptr<Observer>& observer() const override { return run_.options.observer; }
  void emit(std::size_t port, Packet packet) override;
  void pass_on(std::size_t port, Packet packet) override;
  [[nodiscard]] bool waiting(std::size_t port) const override;
  bool renew(std::size_t port, Packet packet) override;
  void post(std::function<Status()> work) override;
  Status run_posted() override;
  void report(Health health, std::string message) override;
  void report_retry(std::string message, TimePoint next_try) override;
  void fact(std::string name, std::string value) override;

  void add_output(std::size_t port, Edge* edge);
  void add_input(Edge* edge) { inputs_.push_back(edge); }
  [[nodiscard]] std::size_t input_count() const { return inputs_.size(); }
  [[nodiscard]] bool is_source() const { return source_ != nullptr; }
  Status open();
  /// Posts a change of options; `done` is called on the node's turn with what the node said.
  Status post_options(Options options, std::function<void(const Status&)> done);
  void run_source();
  /// Queues a turn when there is something to do. Lock held.
  void schedule_locked();
  [[nodiscard]] NodeReport report_locked() const { return {id_, type_, health_, message_, facts_, next_try_}; }
  void destroy_node() { node_.reset(); }

 private:
  struct End {};
  struct Finish {};
  struct Delivery {
    Inlet inlet;
    Queued queued;
    Edge* edge = nullptr;
  };
  using Work = std::variant<std::monostate, Delivery, std::function<Status()>, End, Finish>;

  void tell(Health health, std::string message, std::optional<TimePoint> next_try);
  void take_turn();
  [[nodiscard]] bool has_room_locked() const;
  [[nodiscard]] Edge* next_edge_locked() const;
  [[nodiscard]] bool inputs_over_locked() const;
  [[nodiscard]] bool has_work_locked() const;
  [[nodiscard]] Work next_work_locked();
  Status execute(Work& work);
  Status deliver(Delivery& delivery);
  void push(Edge& edge, Queued queued);
  [[nodiscard]] FramePtr watch_locked(Edge& edge, const Queued& queued);
  void push_all(std::size_t port, Packet packet);
  [[nodiscard]] bool waiting_locked(std::size_t port) const;
  void finish(const Status& status);
  void end_outputs_locked();

  RunState& run_;
  const std::string id_;
  const std::string type_;
  std::unique_ptr<Node> node_;  // used by one thread at a time: the holder of the turn
  SourceNode* source_ = nullptr;
  std::vector<Edge*> inputs_;  // fixed after creation
  std::vector<std::vector<Edge*>> outputs_;  // by port; fixed after creation
  std::deque<std::function<Status()>> posted_;
  int option_changes_ = 0;  // posted and not yet taken
  bool scheduled_ = false;
  bool end_called_ = false;
  bool done_ = false;
  Health health_ = Health::kOk;
  std::string message_;
  std::optional<TimePoint> next_try_;
  std::vector<std::pair<std::string, std::string>> facts_;
};

}  // namespace ow::graph
