// Compute devices as a user asks for them, and the truth of what ran.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ow {

/// What a user may ask for (DEVICE=…, option `device`). kMps is Apple's GPU, reached through CoreML.
enum class DeviceKind { kAuto, kCuda, kTensorRt, kMps, kOpenVino, kCpu };

/// "auto", "cuda", "tensorrt", "mps", "openvino", "cpu".
std::string_view to_string(DeviceKind kind);
std::optional<DeviceKind> parse_device(std::string_view text);

enum class Precision { kFp32, kFp16, kInt8 };
std::string_view to_string(Precision precision);

/// Which share of a loaded model's nodes each provider really runs, as the runtime itself reports it.
struct ProviderShare {
  std::string provider;  ///< ONNX Runtime's name, e.g. "CPUExecutionProvider"
  int node_count = 0;
};

/// Execution truth of one loaded model. Never filled from what was asked for.
struct ExecutionTruth {
  DeviceKind device = DeviceKind::kCpu;  ///< the device that runs most nodes
  Precision precision = Precision::kFp32;
  std::vector<ProviderShare> providers;  ///< by falling node count
  int sessions = 1;                      ///< concurrent copies
  int threads_per_session = 1;
  std::string runtime;                   ///< "ONNX Runtime 1.29.0"
  /// "CPUExecutionProvider 100% (233 nodes)".
  [[nodiscard]] std::string text() const;
};

}  // namespace ow
