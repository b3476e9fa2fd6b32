#include "infer/execution_truth.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

namespace ow::infer {
namespace {

DeviceKind device_of(std::string_view provider) {
  if (provider == "CUDAExecutionProvider") return DeviceKind::kCuda;
  if (provider == "TensorrtExecutionProvider" || provider == "NvTensorRTRTXExecutionProvider")
    return DeviceKind::kTensorRt;
  if (provider == "CoreMLExecutionProvider") return DeviceKind::kMps;
  if (provider == "OpenVINOExecutionProvider") return DeviceKind::kOpenVino;
  return DeviceKind::kCpu;
}

bool computes_in_int8(std::string_view operation) {
  constexpr std::array<std::string_view, 6> kQuantised = {"QuantizeLinear",        "DequantizeLinear",
                                                          "DynamicQuantizeLinear", "ConvInteger",
                                                          "MatMulInteger",         "DynamicQuantizeMatMul"};
  return operation.starts_with("QLinear") || std::ranges::find(kQuantised, operation) != kQuantised.end();
}

struct Assignment {
  std::map<std::string, int> nodes_by_provider;
  bool quantised = false;
};

Assignment assignment_of(const Ort::Session& session) {
  Assignment assignment;
  for (const auto& subgraph : session.GetEpGraphAssignmentInfo()) {
    for (const auto& node : subgraph.GetNodes()) {
      ++assignment.nodes_by_provider[subgraph.GetEpName()];
      assignment.quantised = assignment.quantised || computes_in_int8(node.GetOperatorType());
    }
  }
  return assignment;
}

/// The CPU provider computes a float16 file in float32 (it casts at load), so a float16 file is FP16 on other devices only.
Precision precision_of(const Assignment& assignment, const WeightCounts& weights, DeviceKind device) {
  if (assignment.quantised) return Precision::kInt8;
  const bool half_file = weights.float16 > weights.float32;
  return half_file && device != DeviceKind::kCpu ? Precision::kFp16 : Precision::kFp32;
}

std::vector<std::int64_t> shape_of(const Ort::ConstTensorTypeAndShapeInfo& info) {
  std::vector<std::int64_t> shape = info.GetShape();
  std::ranges::replace_if(
      shape, [](std::int64_t extent) { return extent < 0; }, -1);
  return shape;
}

TensorSpec spec_of(std::string name, const Ort::TypeInfo& type) {
  TensorSpec spec{std::move(name), {}, "not a tensor"};
  if (type.GetONNXType() != ONNX_TYPE_TENSOR) return spec;
  const auto info = type.GetTensorTypeAndShapeInfo();
  spec.shape = shape_of(info);
  spec.element_type = element_type_name(info.GetElementType());
  return spec;
}

}  // namespace

ModelSignature signature_of(const Ort::Session& session) {
  const Ort::AllocatorWithDefaultOptions allocator;
  ModelSignature signature;
  for (std::size_t i = 0; i < session.GetInputCount(); ++i) {
    signature.inputs.push_back(spec_of(session.GetInputNameAllocated(i, allocator).get(), session.GetInputTypeInfo(i)));
  }
  for (std::size_t i = 0; i < session.GetOutputCount(); ++i) {
    signature.outputs.push_back(
        spec_of(session.GetOutputNameAllocated(i, allocator).get(), session.GetOutputTypeInfo(i)));
  }
  const Ort::ModelMetadata metadata = session.GetModelMetadata();
  for (const auto& key : metadata.GetCustomMetadataMapKeysAllocated(allocator)) {
    const auto value = metadata.LookupCustomMetadataMapAllocated(key.get(), allocator);
    signature.metadata[key.get()] = value ? value.get() : "";
  }
  return signature;
}

ExecutionTruth truth_of(const Ort::Session& session, const WeightCounts& weights) {
  const Assignment assignment = assignment_of(session);
  ExecutionTruth truth;
  for (const auto& [provider, nodes] : assignment.nodes_by_provider) truth.providers.push_back({provider, nodes});
  std::ranges::stable_sort(truth.providers, std::greater{}, &ProviderShare::node_count);
  if (!truth.providers.empty()) truth.device = device_of(truth.providers.front().provider);
  truth.precision = precision_of(assignment, weights, truth.device);
  truth.runtime = "ONNX Runtime " + Ort::GetVersionString();
  return truth;
}

}  // namespace ow::infer
