// Session: one loaded model in one runtime.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/error.h"
#include "core/device.h"
#include "core/tensor.h"

namespace ow::infer {

struct SessionOptions {
  std::filesystem::path file;
  DeviceKind device = DeviceKind::kCpu;      ///< resolved, never kAuto
  Precision precision = Precision::kFp32;    ///< kFp16: GPU providers only
  int threads = 1;                           ///< intra-op; nothing spins
};

/// One runtime's loaded model. `run` may be called from one thread at a time.
class Session {
 public:
  virtual ~Session() = default;
  [[nodiscard]] virtual const ModelSignature& signature() const = 0;
  [[nodiscard]] virtual const ExecutionTruth& truth() const = 0;
  /// Runs one batch. `input` has the shape given; outputs are float32 copies (float16 widened), in the model's order.
  virtual Result<std::vector<Tensor>> run(const TensorView& input) = 0;
};

/// Loads with ONNX Runtime. The file's size (≤ 2 GiB) and existence are checked first; errors say what is wrong with it.
/// The truth is read from the session's graph assignment information. Models with one float32 or float16 input are
/// understood. Precision: kFp16 on the CPU and kInt8 for a file without quantised operations are errors; kFp32 takes the
/// file as it is, and the truth says what that is.
Result<std::unique_ptr<Session>> create_onnx_session(const SessionOptions& options);

/// Where TensorRT keeps the engines that it built of a model: "engines" beside the file. They fit one GPU and one version
/// of TensorRT, which makes another where they do not.
std::filesystem::path engine_cache_folder(const std::filesystem::path& model);

/// Reads a model's signature without keeping a session.
Result<ModelSignature> read_signature(const std::filesystem::path& file);

}  // namespace ow::infer
