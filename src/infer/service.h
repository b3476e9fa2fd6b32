// The inference service: models are loaded once, shared by all workflows, fed fairly and in batches.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "core/device.h"
#include "core/tensor.h"

namespace ow::infer {

/// How many copies of a model work at once.
enum class Scheduling {
  kLatency,     ///< one session on all cores: the shortest time for one frame
  kThroughput,  ///< a session a core, one thread each: the most frames
};

/// Whose jobs go first.
enum class Priority {
  kLive,
  kBackground,  ///< runs when no live stream of the model has a job waiting, never in a batch
};

struct ModelRequest {
  std::filesystem::path file;
  DeviceKind device = DeviceKind::kAuto;
  Precision precision = Precision::kFp32;
  Scheduling scheduling = Scheduling::kLatency;
  Priority priority = Priority::kLive;
};

/// What came of one submitted input.
struct InferenceOutcome {
  Tensor input;                  ///< what was submitted, given back so that its memory can serve again
  std::vector<Tensor> outputs;   ///< the model's outputs for this input alone (batch dimension = what was submitted)
  TimePoint started{};           ///< taken from the queue
  TimePoint finished{};          ///< result there
  int batch_size = 1;            ///< inputs that ran together with this one, it included
};
/// Called exactly once per submit, on an inference thread (or the closing one): it must only post elsewhere, and what it
/// owns must not destroy the stream there. Calls of one stream come one at a time, in the order of submission. Errors:
/// kDeadlineExceeded (given up past its deadline), kCancelled (stream closed), or what the runtime said.
using InferenceCallback = std::function<void(Result<InferenceOutcome>)>;

struct InferenceJob {
  Tensor input;  ///< shape N×…, N ≥ 1; jobs with N > 1 run alone as one batch when the model allows it
  std::optional<TimePoint> deadline;  ///< dropped when still queued then
  bool alone = false;  ///< never batched with other streams (offline runs: deterministic)
  InferenceCallback done;
};

/// One workflow node's access to a loaded model. Thread-safe. Destroying it cancels what is still queued (callbacks with
/// kCancelled are made before the destructor returns; a running job's callback is waited for).
class ModelStream {
 public:
  virtual ~ModelStream() = default;
  [[nodiscard]] virtual const ModelSignature& signature() const = 0;
  [[nodiscard]] virtual const ExecutionTruth& truth() const = 0;
  /// Largest batch that the model's input shape allows (1 for a fixed batch dimension of 1; dynamic: 64).
  [[nodiscard]] virtual int batch_max() const = 0;
  /// An input of the wrong shape is refused by return. At most 64 jobs wait per stream; more → kResourceExhausted by return (the callback is then not called).
  virtual Status submit(InferenceJob job) = 0;
};

struct ServiceOptions {
  unsigned cores = 1;
  std::chrono::microseconds batch_window{2'000};  ///< how long a batch may wait for other streams' frames
};

/// Loads a model once per (file, device, precision, scheduling); models without streams are unloaded. Streams are served
/// round robin; requests of different streams form a batch when the model's batch dimension is dynamic, one session
/// serves it (kLatency), at least two streams are active and others arrive within the window. `clock` outlives the
/// service and its streams; the service may go before its streams.
class InferenceService {
 public:
  static std::unique_ptr<InferenceService> create(ServiceOptions options, const Clock& clock);
  virtual ~InferenceService() = default;
  /// Blocking: loads the model when it is not yet there. Not for pool threads.
  virtual Result<std::unique_ptr<ModelStream>> open(const ModelRequest& request) = 0;
  struct LoadedModel {
    std::string file;
    ExecutionTruth truth;
    int streams = 0;
  };
  [[nodiscard]] virtual std::vector<LoadedModel> loaded() const = 0;
};

}  // namespace ow::infer
