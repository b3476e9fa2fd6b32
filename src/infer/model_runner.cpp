#include "infer/model_runner.h"

#include <algorithm>
#include <utility>

#include "base/guard.h"
#include "base/log.h"
#include "base/text.h"
#include "base/thread.h"
#include "infer/batch.h"

namespace ow::infer {
namespace {

constexpr int kDynamicBatchMax = 64;

int batch_max_of(const ModelSignature& signature) {
  const std::int64_t batch = signature.inputs.front().shape.front();
  return batch < 0 ? kDynamicBatchMax : static_cast<int>(std::min<std::int64_t>(batch, kDynamicBatchMax));
}

/// Streams share batches only where any number of items may run: a fixed dimension would have to be filled up. Beside
/// other sessions a batch gains nothing, and its streams would wait while the one left over runs again and again.
int shared_batch_max_of(const ModelSignature& signature, std::size_t sessions) {
  return signature.inputs.front().shape.front() < 0 && sessions == 1 ? kDynamicBatchMax : 1;
}

std::string upper_name(DeviceKind kind) {
  std::string name(to_string(kind));
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return name;
}

}  // namespace

Result<std::shared_ptr<ModelRunner>> ModelRunner::create(const RunnerOptions& options, const Clock& clock) {
  // A GPU has queues of its own: more sessions would only hold its memory twice.
  const bool per_core = options.scheduling == Scheduling::kThroughput && options.session.device == DeviceKind::kCpu;
  const unsigned cores = std::max(1U, options.cores);
  SessionOptions each = options.session;
  each.threads = per_core ? 1 : static_cast<int>(cores);
  std::vector<std::unique_ptr<Session>> sessions;
  for (unsigned i = 0; i < (per_core ? cores : 1U); ++i) {
    OW_TRY(sessions.emplace_back(), create_onnx_session(each));
  }
  if (sessions.front()->signature().inputs.front().shape.empty()) {
    return fail(ErrorCode::kUnsupported, "{} has a scalar input", each.file.string());
  }
  auto runner = std::make_shared<ModelRunner>(std::move(sessions), options.batch_window, clock);
  log::info("Model loaded on {} device: {} ({}, {}, {} × {} threads)", upper_name(runner->truth().device),
            each.file.filename().string(), runner->truth().text(), to_string(runner->truth().precision),
            runner->truth().sessions, runner->truth().threads_per_session);
  return runner;
}

ModelRunner::ModelRunner(std::vector<std::unique_ptr<Session>> sessions, std::chrono::microseconds batch_window,
                         const Clock& clock)
    : clock_(clock),
      sessions_(std::move(sessions)),
      truth_(sessions_.front()->truth()),
      batch_max_(batch_max_of(signature())),
      scheduler_({shared_batch_max_of(signature(), sessions_.size()), batch_window}, clock) {
  truth_.sessions = static_cast<int>(sessions_.size());
  for (const auto& session : sessions_) {
    workers_.emplace_back([this, &session](std::stop_token stop) {
      set_thread_name(kModelThreadName);
      work(stop, *session);
    });
  }
}

void ModelRunner::work(std::stop_token stop, Session& session) {
  while (true) {
    std::vector<TakenJob> batch = scheduler_.take(stop);
    if (batch.empty()) return;
    if (batch.size() == 1) {
      run_one(session, std::move(batch.front()));
    } else {
      run_batch(session, std::move(batch));
    }
  }
}

void ModelRunner::run_one(Session& session, TakenJob taken) {
  Result<std::vector<Tensor>> outputs = ow::guarded([&] { return run_in_pieces(session, taken.job.input.view()); });
  if (!outputs) {
    scheduler_.finish(std::move(taken), std::unexpected(std::move(outputs).error()));
    return;
  }
  InferenceOutcome outcome{std::move(taken.job.input), std::move(*outputs), taken.started, clock_.now(), 1};
  scheduler_.finish(std::move(taken), std::move(outcome));
}

void ModelRunner::run_batch(Session& session, std::vector<TakenJob> batch) {
  std::vector<TensorView> inputs;
  for (const TakenJob& taken : batch) inputs.push_back(taken.job.input.view());
  Result<std::vector<Tensor>> outputs = ow::guarded([&] { return session.run(concatenate(inputs).view()); });
  const std::vector<std::int64_t> counts(batch.size(), 1);
  auto parts = outputs ? split(std::move(*outputs), counts) : std::nullopt;
  if (!parts) {  // it cannot run as a batch after all: one by one, which also tells whose input is at fault
    if (outputs) scheduler_.disable_batching();
    for (TakenJob& taken : batch) run_one(session, std::move(taken));
    return;
  }
  const TimePoint finished = clock_.now();
  for (std::size_t i = 0; i < batch.size(); ++i) {
    InferenceOutcome outcome{std::move(batch[i].job.input), std::move((*parts)[i]), batch[i].started, finished,
                             static_cast<int>(batch.size())};
    scheduler_.finish(std::move(batch[i]), std::move(outcome));
  }
}

}  // namespace ow::infer
