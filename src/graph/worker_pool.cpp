#include "graph/worker_pool.h"

#include <algorithm>
#include <string>

#include "base/thread.h"

namespace ow::graph {
namespace {

constexpr std::size_t kTasksMax = 65'536;

}  // namespace

WorkerPool::WorkerPool(unsigned threads) : tasks_(kTasksMax, QueuePolicy::kBlock) {
  for (unsigned i = 0; i < std::max(1U, threads); ++i) {
    threads_.emplace_back([this, i](std::stop_token stop) {
      set_thread_name("ow-pool-" + std::to_string(i));
      while (auto task = tasks_.pop(stop)) (*task)();
    });
  }
}

WorkerPool::~WorkerPool() {
  for (std::jthread& thread : threads_) thread.request_stop();
  tasks_.close();
}

void WorkerPool::submit(std::function<void()> task) { tasks_.push(std::move(task)); }

}  // namespace ow::graph
