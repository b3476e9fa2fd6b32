// The one kind of thread crossing in the program: a queue with a bound and a policy.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace ow {

/// What happens to a value that meets a full queue.
enum class QueuePolicy {
  kBlock,       ///< the producer waits: nothing is lost
  kDropOldest,  ///< the oldest value goes: bounded delay, some history
  kLatest,      ///< everything older goes: the consumer sees the newest only
};

enum class PushResult { kAccepted, kAcceptedDroppedOld, kClosed };

/// Multi-producer, multi-consumer; safe from any thread. Destructors of dropped values run outside the lock.
template <typename T>
class BoundedQueue {
 public:
  /// `capacity` ≥ 1 values are held at most.
  BoundedQueue(std::size_t capacity, QueuePolicy policy) : capacity_(capacity < 1 ? 1 : capacity), policy_(policy) {}

  /// Waits only under kBlock, and then until there is room, `stop` is requested or the queue is closed.
  PushResult push(T value, std::stop_token stop = {}) {
    std::deque<T> dropped;
    {
      std::unique_lock lock(mutex_);
      if (policy_ == QueuePolicy::kBlock) {
        const bool room = not_full_.wait(lock, stop, [&] { return closed_ || values_.size() < capacity_; });
        if (!room) return PushResult::kClosed;
      }
      if (closed_) return PushResult::kClosed;
      make_room(dropped);
      values_.push_back(std::move(value));
    }
    not_empty_.notify_one();
    return dropped.empty() ? PushResult::kAccepted : PushResult::kAcceptedDroppedOld;
  }

  /// The next value; nothing after close (once empty), stop or the deadline.
  std::optional<T> pop(std::stop_token stop,
                       std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max()) {
    std::unique_lock lock(mutex_);
    const auto ready = [&] { return closed_ || !values_.empty(); };
    if (deadline == std::chrono::steady_clock::time_point::max()) {
      not_empty_.wait(lock, stop, ready);
    } else {
      not_empty_.wait_until(lock, stop, deadline, ready);
    }
    if (values_.empty() || stop.stop_requested()) return std::nullopt;
    return take(lock);
  }

  std::optional<T> try_pop() {
    std::unique_lock lock(mutex_);
    if (values_.empty()) return std::nullopt;
    return take(lock);
  }

  /// No more pushes; what is queued can still be popped.
  void close() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    not_empty_.notify_all();
    not_full_.notify_all();
  }

  [[nodiscard]] std::size_t size() const {
    std::lock_guard lock(mutex_);
    return values_.size();
  }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }

 private:
  void make_room(std::deque<T>& dropped) {
    const std::size_t keep = policy_ == QueuePolicy::kLatest ? 0 : capacity_ - 1;
    while (values_.size() > keep && policy_ != QueuePolicy::kBlock) {
      dropped.push_back(std::move(values_.front()));
      values_.pop_front();
    }
  }

  std::optional<T> take(std::unique_lock<std::mutex>& lock) {
    std::optional<T> value(std::move(values_.front()));
    values_.pop_front();
    lock.unlock();
    not_full_.notify_one();
    return value;
  }

  const std::size_t capacity_;
  const QueuePolicy policy_;
  mutable std::mutex mutex_;
  std::condition_variable_any not_empty_;
  std::condition_variable_any not_full_;
  std::deque<T> values_;
  bool closed_ = false;
};

}  // namespace ow
