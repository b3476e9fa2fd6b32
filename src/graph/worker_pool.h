// The fixed pool on which all nodes of all workflows take their turns.
#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "base/bounded_queue.h"

namespace ow::graph {

/// Tasks run in the order of submission, each on some pool thread. An actor is queued at most once, so the queue's bound
/// is never met. The destructor drops what is queued and joins.
class WorkerPool {
 public:
  explicit WorkerPool(unsigned threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  void submit(std::function<void()> task);

 private:
  BoundedQueue<std::function<void()>> tasks_;
  std::vector<std::jthread> threads_;
};

}  // namespace ow::graph
