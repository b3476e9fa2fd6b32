// A loaded model at work: its sessions, a thread for each, and the scheduler that feeds them.
#pragma once

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "infer/job_scheduler.h"
#include "infer/session.h"

namespace ow::infer {

/// Of the threads that run models, as the system's tools show them.
inline constexpr const char* kModelThreadName = "inference";

struct RunnerOptions {
  SessionOptions session;  ///< file, resolved device, precision
  Scheduling scheduling = Scheduling::kLatency;
  unsigned cores = 1;
  std::chrono::microseconds batch_window{2'000};
};

/// Destroyed by the last stream, never on one of its own threads; all streams are closed by then.
class ModelRunner {
 public:
  /// Loads all sessions and logs where they run.
  static Result<std::shared_ptr<ModelRunner>> create(const RunnerOptions& options, const Clock& clock);
  /// Starts a thread for each session. At least one session.
  ModelRunner(std::vector<std::unique_ptr<Session>> sessions, std::chrono::microseconds batch_window,
              const Clock& clock);

  [[nodiscard]] const ModelSignature& signature() const { return sessions_.front()->signature(); }
  [[nodiscard]] const ExecutionTruth& truth() const { return truth_; }
  [[nodiscard]] int batch_max() const { return batch_max_; }
  [[nodiscard]] JobScheduler& scheduler() { return scheduler_; }

 private:
  void work(std::stop_token stop, Session& session);
  void run_one(Session& session, TakenJob taken);
  void run_batch(Session& session, std::vector<TakenJob> batch);

  const Clock& clock_;
  std::vector<std::unique_ptr<Session>> sessions_;
  ExecutionTruth truth_;
  int batch_max_ = 1;
  JobScheduler scheduler_;
  std::vector<std::jthread> workers_;  ///< last: joined before what they use goes
};

}  // namespace ow::infer
