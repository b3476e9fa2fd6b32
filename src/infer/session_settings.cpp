#include "infer/session_settings.h"

#include <onnxruntime_session_options_config_keys.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace ow::infer {
namespace {

int pool_threads(const SessionOptions& options) {
#ifdef __SANITIZE_THREAD__
  // ONNX Runtime is not instrumented: ThreadSanitizer does not see how its pool hands buffers over and reports each of
  // them (minutes of reports for one picture). With one thread it runs on ours, and only our own threads are judged.
  (void)options;
  return 1;
#else
  return std::max(1, options.threads);
#endif
}

/// The options structs of the CUDA and TensorRT providers are opaque C handles: made, filled by name, freed.
void append_cuda(Ort::SessionOptions& settings) {
  const OrtApi& api = Ort::GetApi();
  OrtCUDAProviderOptionsV2* raw = nullptr;
  Ort::ThrowOnError(api.CreateCUDAProviderOptions(&raw));
  const std::unique_ptr<OrtCUDAProviderOptionsV2, decltype(api.ReleaseCUDAProviderOptions)> options(
      raw, api.ReleaseCUDAProviderOptions);
  settings.AppendExecutionProvider_CUDA_V2(*options);
}

void append_tensorrt(Ort::SessionOptions& settings, const SessionOptions& wanted) {
  const OrtApi& api = Ort::GetApi();
  OrtTensorRTProviderOptionsV2* raw = nullptr;
  Ort::ThrowOnError(api.CreateTensorRTProviderOptions(&raw));
  const std::unique_ptr<OrtTensorRTProviderOptionsV2, decltype(api.ReleaseTensorRTProviderOptions)> options(
      raw, api.ReleaseTensorRTProviderOptions);
  // Building an engine takes minutes; the next start loads it from the cache. TensorRT goes without where it cannot write.
  const std::string cache = engine_cache_folder(wanted.file).string();
  const std::array<const char*, 3> keys = {"trt_fp16_enable", "trt_engine_cache_enable", "trt_engine_cache_path"};
  const std::array<const char*, 3> values = {wanted.precision == Precision::kFp16 ? "1" : "0", "1", cache.c_str()};
  Ort::ThrowOnError(api.UpdateTensorRTProviderOptions(options.get(), keys.data(), values.data(), keys.size()));
  settings.AppendExecutionProvider_TensorRT_V2(*options);
}

void append_providers(Ort::SessionOptions& settings, const SessionOptions& options) {
  switch (options.device) {
    case DeviceKind::kTensorRt:
      append_tensorrt(settings, options);
      append_cuda(settings);  // takes the nodes that TensorRT leaves
      break;
    case DeviceKind::kCuda: append_cuda(settings); break;
    case DeviceKind::kMps:
      settings.AppendExecutionProvider("CoreML", {{"ModelFormat", "MLProgram"}, {"MLComputeUnits", "ALL"}});
      break;
    default: break;  // the CPU provider is always there, last
  }
}

}  // namespace

std::filesystem::path engine_cache_folder(const std::filesystem::path& model) {
  return model.parent_path() / "engines";
}

Ort::SessionOptions session_settings(const SessionOptions& options) {
  Ort::SessionOptions settings;
  settings.SetIntraOpNumThreads(pool_threads(options));
  settings.SetInterOpNumThreads(1);
  settings.SetExecutionMode(ORT_SEQUENTIAL);
  settings.SetGraphOptimizationLevel(ORT_ENABLE_ALL);
  settings.AddConfigEntry(kOrtSessionOptionsConfigAllowIntraOpSpinning, "0");
  settings.AddConfigEntry(kOrtSessionOptionsConfigAllowInterOpSpinning, "0");
  settings.AddConfigEntry(kOrtSessionOptionsRecordEpGraphAssignmentInfo, "1");
  append_providers(settings, options);
  return settings;
}

}  // namespace ow::infer
