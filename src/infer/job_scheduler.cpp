#include "infer/job_scheduler.h"

#include <algorithm>
#include <utility>

namespace ow::infer {
namespace {

constexpr std::size_t kQueuedMax = 64;
/// A stream that submitted within this time is waited for when a batch forms.
constexpr std::chrono::seconds kActiveFor{1};

bool batchable(const InferenceJob& job) { return !job.alone && job.input.shape.front() == 1; }

bool expired(const InferenceJob& job, TimePoint now) { return job.deadline && *job.deadline < now; }

bool holds(const std::vector<TakenJob>& batch, const StreamState& stream) {
  return std::ranges::any_of(batch, [&](const TakenJob& taken) { return taken.stream.get() == &stream; });
}

}  // namespace

std::shared_ptr<StreamState> JobScheduler::open(Priority priority) {
  auto stream = std::make_shared<StreamState>();
  stream->priority = priority;
  const std::lock_guard lock(mutex_);
  streams_.push_back(stream);
  return stream;
}

Status JobScheduler::submit(StreamState& stream, InferenceJob job) {
  {
    const std::lock_guard lock(mutex_);
    if (stream.closed) return fail(ErrorCode::kCancelled, "the stream is closed");
    if (stream.queue.size() >= kQueuedMax) {
      return fail(ErrorCode::kResourceExhausted, "{} inputs wait for the model already", kQueuedMax);
    }
    stream.last_submit = clock_.now();
    stream.queue.push_back({stream.next_submit++, std::move(job)});
  }
  work_.notify_all();  // a worker that forms a batch may be waiting besides the idle ones
  return {};
}

void JobScheduler::close(const std::shared_ptr<StreamState>& stream) {
  Lock lock(mutex_);
  stream->closed = true;
  for (StreamState::Waiting& waiting : stream->queue) {
    stream->answers.emplace(
        waiting.sequence,
        StreamState::Answer{std::move(waiting.job.done), fail(ErrorCode::kCancelled, "the stream was closed")});
  }
  stream->queue.clear();
  answer(lock, *stream);
  idle_.wait(lock, [&] { return stream->next_answer == stream->next_submit && !stream->answering; });
  std::erase(streams_, stream);
}

int JobScheduler::streams() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(streams_.size());
}

std::vector<TakenJob> JobScheduler::take(std::stop_token stop) {
  while (true) {
    std::vector<TakenJob> batch;
    std::vector<TakenJob> late;
    {
      Lock lock(mutex_);
      if (!work_.wait(lock, stop, [&] { return any_queued(); })) return {};
      if (take_next(batch, late)) gather(lock, stop, batch);
    }
    for (TakenJob& job : late) {
      finish(std::move(job), fail(ErrorCode::kDeadlineExceeded, "the input waited past its deadline"));
    }
    if (!batch.empty()) return batch;
  }
}

void JobScheduler::finish(TakenJob taken, Result<InferenceOutcome> result) {
  Lock lock(mutex_);
  StreamState& stream = *taken.stream;
  --stream.running;
  stream.answers.emplace(taken.sequence, StreamState::Answer{std::move(taken.job.done), std::move(result)});
  answer(lock, stream);
}

void JobScheduler::disable_batching() {
  const std::lock_guard lock(mutex_);
  options_.batch_max = 1;
}

bool JobScheduler::any_queued() const {
  return std::ranges::any_of(streams_, [](const auto& stream) { return !stream->queue.empty(); });
}

TakenJob JobScheduler::pop(const std::shared_ptr<StreamState>& stream) {
  StreamState::Waiting waiting = std::move(stream->queue.front());
  stream->queue.pop_front();
  ++stream->running;
  return {stream, waiting.sequence, std::move(waiting.job), clock_.now()};
}

void JobScheduler::drop_expired(StreamState& stream, const std::shared_ptr<StreamState>& owner,
                                std::vector<TakenJob>& late) {
  while (!stream.queue.empty() && expired(stream.queue.front().job, clock_.now())) late.push_back(pop(owner));
}

bool JobScheduler::take_next(std::vector<TakenJob>& batch, std::vector<TakenJob>& late) {
  return take_next_of(Priority::kLive, batch, late) || take_next_of(Priority::kBackground, batch, late);
}

bool JobScheduler::take_next_of(Priority priority, std::vector<TakenJob>& batch, std::vector<TakenJob>& late) {
  for (std::size_t i = 0; i < streams_.size(); ++i) {
    const std::size_t index = (turn_ + i) % streams_.size();
    const auto& stream = streams_[index];
    if (stream->priority != priority) continue;
    drop_expired(*stream, stream, late);
    if (stream->queue.empty()) continue;
    turn_ = index + 1;
    batch.push_back(pop(stream));
    return true;
  }
  return false;
}

bool JobScheduler::joins(const StreamState& stream, const std::vector<TakenJob>& batch) const {
  if (stream.priority != Priority::kLive || stream.queue.empty() || holds(batch, stream)) return false;
  const InferenceJob& job = stream.queue.front().job;
  return batchable(job) && !expired(job, clock_.now()) && job.input.shape == batch.front().job.input.shape;
}

void JobScheduler::take_joining(std::vector<TakenJob>& batch) {
  for (std::size_t i = 0; i < streams_.size() && batch.size() < static_cast<std::size_t>(options_.batch_max); ++i) {
    const auto& stream = streams_[(turn_ + i) % streams_.size()];
    if (joins(*stream, batch)) batch.push_back(pop(stream));
  }
}

bool JobScheduler::others_expected(const std::vector<TakenJob>& batch) const {
  const TimePoint now = clock_.now();
  return std::ranges::any_of(streams_, [&](const auto& stream) {
    const bool active = stream->next_submit > 0 && now - stream->last_submit < kActiveFor;
    return active && stream->priority == Priority::kLive && stream->running == 0 && stream->queue.empty() &&
           !holds(batch, *stream);
  });
}

void JobScheduler::gather(Lock& lock, std::stop_token stop, std::vector<TakenJob>& batch) {
  if (options_.batch_max <= 1 || !batchable(batch.front().job)) return;
  if (batch.front().stream->priority != Priority::kLive) return;
  const auto until = std::chrono::steady_clock::now() + options_.batch_window;
  const auto full = [&] { return batch.size() >= static_cast<std::size_t>(options_.batch_max); };
  const auto joinable = [&] { return std::ranges::any_of(streams_, [&](const auto& s) { return joins(*s, batch); }); };
  take_joining(batch);
  while (!full() && others_expected(batch)) {
    if (!work_.wait_until(lock, stop, until, joinable)) return;
    take_joining(batch);
  }
}

void JobScheduler::answer(Lock& lock, StreamState& stream) {
  if (stream.answering) return;  // that thread comes to the new answer too
  stream.answering = true;
  while (!stream.answers.empty() && stream.answers.begin()->first == stream.next_answer) {
    {
      StreamState::Answer next = std::move(stream.answers.begin()->second);
      stream.answers.erase(stream.answers.begin());
      lock.unlock();
      if (next.done) next.done(std::move(next.result));
    }  // the callback and what it owns go while no lock is held
    lock.lock();
    ++stream.next_answer;
  }
  stream.answering = false;
  idle_.notify_all();
}

}  // namespace ow::infer
