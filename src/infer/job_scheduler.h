// Who runs next: bounded queues of many streams, served in turn, batched across streams, answered in order.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "infer/service.h"

namespace ow::infer {

/// One stream's queue; all members are guarded by the scheduler's mutex.
struct StreamState {
  struct Waiting {
    std::uint64_t sequence = 0;
    InferenceJob job;
  };
  struct Answer {
    InferenceCallback done;
    Result<InferenceOutcome> result;
  };
  std::deque<Waiting> queue;
  Priority priority = Priority::kLive;
  std::map<std::uint64_t, Answer> answers;  ///< finished, waiting for an earlier one
  std::uint64_t next_submit = 0;
  std::uint64_t next_answer = 0;
  TimePoint last_submit{};
  int running = 0;
  bool answering = false;  ///< a thread is in a callback of this stream
  bool closed = false;
};

/// A job on its way through a session.
struct TakenJob {
  std::shared_ptr<StreamState> stream;
  std::uint64_t sequence = 0;
  InferenceJob job;
  TimePoint started{};
};

struct SchedulerOptions {
  int batch_max = 1;  ///< 1: no batches across streams
  std::chrono::microseconds batch_window{2'000};
};

/// Thread-safe; knows nothing of sessions. No lock is held over a callback. Callbacks of one stream come one at a time and
/// in the order of submission, whatever the number of workers.
class JobScheduler {
 public:
  JobScheduler(SchedulerOptions options, const Clock& clock) : options_(options), clock_(clock) {}

  std::shared_ptr<StreamState> open(Priority priority = Priority::kLive);
  Status submit(StreamState& stream, InferenceJob job);
  /// Cancels what is queued and waits for what runs. Not from a callback.
  void close(const std::shared_ptr<StreamState>& stream);
  [[nodiscard]] int streams() const;

  /// The next jobs to run together: one, or one each of several streams with inputs of equal shape. Jobs past their
  /// deadline are answered on the way. Empty when `stop` is requested.
  std::vector<TakenJob> take(std::stop_token stop);
  /// Every taken job is finished exactly once.
  void finish(TakenJob taken, Result<InferenceOutcome> result);
  /// From now on every job runs by itself (the model's outputs cannot be cut).
  void disable_batching();

 private:
  using Lock = std::unique_lock<std::mutex>;
  [[nodiscard]] bool any_queued() const;
  TakenJob pop(const std::shared_ptr<StreamState>& stream);
  /// Of the streams in turn, the first whose next job may run, live ones before those in the background; expired jobs go
  /// to `expired`.
  bool take_next(std::vector<TakenJob>& batch, std::vector<TakenJob>& expired);
  bool take_next_of(Priority priority, std::vector<TakenJob>& batch, std::vector<TakenJob>& expired);
  bool joins(const StreamState& stream, const std::vector<TakenJob>& batch) const;
  void gather(Lock& lock, std::stop_token stop, std::vector<TakenJob>& batch);
  void take_joining(std::vector<TakenJob>& batch);
  [[nodiscard]] bool others_expected(const std::vector<TakenJob>& batch) const;
  void drop_expired(StreamState& stream, const std::shared_ptr<StreamState>& owner, std::vector<TakenJob>& expired);
  void answer(Lock& lock, StreamState& stream);

  SchedulerOptions options_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable_any work_;  ///< something was queued
  std::condition_variable idle_;  ///< a stream has been answered
  std::vector<std::shared_ptr<StreamState>> streams_;
  std::size_t turn_ = 0;
};

}  // namespace ow::infer
