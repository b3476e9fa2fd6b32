// NodeRunner: the one-node test harness. Runs a single node on the calling thread, without executor or pool.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

#include "graph/node.h"
#include "graph/registry.h"

namespace ow::graph {

/// `NodeRunner runner(type, {{"confidence", 0.5}}); runner.start(); runner.send(packet); runner.end();` then look at
/// `outputs`, `reports`, `facts`. Posted work runs inside send(), end() and run_posted(). For tests.
class NodeRunner final : private NodeContext {
 public:
  NodeRunner(const NodeType& type, const nlohmann::ordered_json& options, const Clock& clock);
  ~NodeRunner() override;

  /// Validates the options, creates and starts the node.
  Status start();
  /// Waits (running posted work) until the node wants input, then hands the packet over.
  Status send(Packet packet, Inlet inlet = {});
  /// on_end, then posted work until the node is idle.
  Status end();
  /// A source's run() until it ends by itself or `stop_after` packets came out.
  Status run_source(std::size_t stop_after);
  Status run_posted() override;
  /// Lays live options over the present ones and hands them to the node, as the executor does. Before run_source() they wait
  /// until the source takes them.
  Status set_options(const nlohmann::ordered_json& changes);
  void request_stop() { stop_.request_stop(); }

  void set_lossless(bool lossless) { lossless_ = lossless; }
  void set_resumed(bool resumed) { resumed_ = resumed; }
  /// As if nobody downstream took anything: the last output of each port waits. Without it every output is taken at once.
  void set_nobody_takes(bool nobody_takes) { nobody_takes_ = nobody_takes; }
  void set_observer(std::shared_ptr<Observer> observer) { observer_ = std::move(observer); }
  [[nodiscard]] const std::vector<Packet>& outputs(std::size_t port = 0) { return outputs_[port]; }
  /// From any thread: a test may watch a source that runs.
  [[nodiscard]] Health health() const;
  [[nodiscard]] std::string message() const;
  [[nodiscard]] std::optional<TimePoint> next_try() const;
  [[nodiscard]] const std::map<std::string, std::string>& facts() const { return facts_; }

 private:
  [[nodiscard]] const std::string& workflow() const override { return workflow_; }
  [[nodiscard]] const std::string& node() const override { return node_id_; }
  [[nodiscard]] bool lossless() const override { return lossless_; }
  [[nodiscard]] bool resumed() const override { return resumed_; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }
  [[nodiscard]] std::stop_token stop() const override { return stop_.get_token(); }
  [[nodiscard]] const std::shared_ptr<Observer>& observer() const override { return observer_; }
  void emit(std::size_t port, Packet packet) override;
  void pass_on(std::size_t port, Packet packet) override { emit(port, std::move(packet)); }
  [[nodiscard]] bool waiting(std::size_t port) const override;
  bool renew(std::size_t port, Packet packet) override;
  void post(std::function<Status()> work) override;
  void report(Health health, std::string message) override;
  void report_retry(std::string message, TimePoint next_try) override;
  void fact(std::string name, std::string value) override { facts_[std::move(name)] = std::move(value); }
  Status run_posted_until(const std::function<bool()>& done);

  const NodeType& type_;
  std::unique_ptr<nlohmann::ordered_json> options_;
  const Clock& clock_;
  std::string workflow_ = "test";
  std::string node_id_ = "node";
  bool lossless_ = false;
  bool resumed_ = false;
  bool nobody_takes_ = false;
  std::shared_ptr<Observer> observer_;
  std::stop_source stop_;
  std::unique_ptr<Node> node_;
  std::size_t stop_after_ = 0;
  std::map<std::size_t, std::vector<Packet>> outputs_;
  std::map<std::string, std::string> facts_;
  mutable std::mutex mutex_;
  Health health_ = Health::kOk;  // guarded by mutex_
  std::string message_;  // guarded by mutex_
  std::optional<TimePoint> next_try_;  // guarded by mutex_
  std::condition_variable arrived_;
  std::deque<std::function<Status()>> posted_;  // guarded by mutex_
};

/// An observer that counts nothing, for tests and tools.
std::shared_ptr<Observer> null_observer();

}  // namespace ow::graph
