#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"
#include "infer/execution_truth.h"
#include "infer/input_check.h"
#include "infer/ort.h"
#include "infer/session.h"
#include "infer/session_settings.h"

namespace ow::infer {
namespace {

template <typename Element>
void widen(const Ort::Value& value, std::vector<float>& out) {
  const Element* elements = value.GetTensorData<Element>();
  std::transform(elements, elements + out.size(), out.begin(),
                 [](Element element) { return static_cast<float>(element); });
}

/// The types that outputs may have, each with how it becomes float32.
bool copy_values(const Ort::Value& value, ONNXTensorElementDataType type, std::vector<float>& out) {
  switch (type) {
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT:
      std::memcpy(out.data(), value.GetTensorData<float>(), out.size() * sizeof(float));
      return true;
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16: widen<Ort::Float16_t>(value, out); return true;
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE: widen<double>(value, out); return true;
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64: widen<std::int64_t>(value, out); return true;
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32: widen<std::int32_t>(value, out); return true;
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8: widen<std::uint8_t>(value, out); return true;
    default: return false;
  }
}

constexpr std::size_t kOutputsMax = 64;
constexpr std::size_t kOutputElementsMax = 1 << 26;  // 256 MiB of float32: many times what any detector gives

Result<Tensor> to_tensor(const Ort::Value& value) {
  const auto info = value.GetTensorTypeAndShapeInfo();
  if (info.GetElementCount() > kOutputElementsMax) {
    return fail(ErrorCode::kUnsupported, "an output has {} values; {} is the limit", info.GetElementCount(),
                kOutputElementsMax);
  }
  Tensor tensor{std::vector<float>(info.GetElementCount()), info.GetShape()};
  if (!copy_values(value, info.GetElementType(), tensor.values)) {
    return fail(ErrorCode::kUnsupported, "an output has element type {}, which is not understood",
                element_type_name(info.GetElementType()));
  }
  return tensor;
}

class OnnxSession final : public Session {
 public:
  OnnxSession(Ort::Session session, const WeightCounts& weights, int threads)
      : session_(std::move(session)), signature_(signature_of(session_)), truth_(truth_of(session_, weights)) {
    truth_.threads_per_session = threads;
    for (const TensorSpec& output : signature_.outputs) output_names_.push_back(output.name.c_str());
  }

  [[nodiscard]] const ModelSignature& signature() const override { return signature_; }
  [[nodiscard]] const ExecutionTruth& truth() const override { return truth_; }
  void set_precision(Precision precision) { truth_.precision = precision; }

  Result<std::vector<Tensor>> run(const TensorView& input) override {
    OW_CHECK(check_input(signature_.inputs.front(), input));
    OW_TRY(auto outputs, guarded("inference failed", [&] { return run_raw(input); }));
    std::vector<Tensor> tensors;
    for (const Ort::Value& output : outputs) {
      OW_TRY(auto tensor, guarded("reading an output failed", [&] { return to_tensor(output); }));
      OW_TRY(tensors.emplace_back(), std::move(tensor));
    }
    return tensors;
  }

 private:
  std::vector<Ort::Value> run_raw(const TensorView& input) {
    const Ort::Value value = wrap(input);
    const char* input_name = signature_.inputs.front().name.c_str();
    return session_.Run(Ort::RunOptions{nullptr}, &input_name, &value, 1, output_names_.data(), output_names_.size());
  }

  Ort::Value wrap(const TensorView& input) {
    if (signature_.inputs.front().element_type == "float16") {
      half_input_.clear();
      for (const float value : input.values) half_input_.emplace_back(value);
      return Ort::Value::CreateTensor<Ort::Float16_t>(memory_, half_input_.data(), half_input_.size(),
                                                      input.shape.data(), input.shape.size());
    }
    // The API takes a mutable pointer but an input is only read.
    return Ort::Value::CreateTensor<float>(memory_, const_cast<float*>(input.values.data()), input.values.size(),
                                           input.shape.data(), input.shape.size());
  }

  Ort::Session session_;
  ModelSignature signature_;
  ExecutionTruth truth_;
  std::vector<const char*> output_names_;
  std::vector<Ort::Float16_t> half_input_;  ///< reused between runs
  Ort::MemoryInfo memory_ = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
};

std::string describe(std::span<const TensorSpec> specs) {
  std::vector<std::string> parts;
  for (const TensorSpec& spec : specs) {
    parts.push_back(fmt::format("{} {} {}", spec.name, spec.element_type, shape_text(spec.shape)));
  }
  return join(parts);
}

Status check_signature(const ModelSignature& signature, const std::filesystem::path& file) {
  if (signature.inputs.size() != 1) {
    return fail(ErrorCode::kUnsupported, "{} has {} inputs ({}); models with one picture input are understood",
                file.string(), signature.inputs.size(), describe(signature.inputs));
  }
  const std::string& type = signature.inputs.front().element_type;
  if (type != "float32" && type != "float16") {
    return fail(ErrorCode::kUnsupported, "{} wants {} input; export it with float32 or float16 input", file.string(),
                type);
  }
  if (signature.outputs.size() > kOutputsMax) {
    return fail(ErrorCode::kUnsupported, "{} has {} outputs; {} is the limit", file.string(), signature.outputs.size(),
                kOutputsMax);
  }
  for (const TensorSpec& output : signature.outputs) {
    constexpr std::array<std::string_view, 6> kReadable = {"float32", "float16", "float64", "int64", "int32", "uint8"};
    if (std::ranges::find(kReadable, output.element_type) == kReadable.end()) {
      return fail(ErrorCode::kUnsupported, "{}: output {} has element type {}, which is not understood", file.string(),
                  output.name, output.element_type);
    }
  }
  return {};
}

/// Other models in the folder of `file` whose names promise INT8, to point to.
std::string int8_neighbours(const std::filesystem::path& file) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry :
       std::filesystem::directory_iterator(file.parent_path().empty() ? "." : file.parent_path(), error)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".onnx" || to_lower(name).find("int8") == std::string::npos) continue;
    if (name.starts_with(file.stem().string()) && names.size() < 4) names.push_back(name);
  }
  std::ranges::sort(names);
  if (names.empty()) return fmt::format("use an INT8 file of it, e.g. {}_int8.onnx", file.stem().string());
  return fmt::format("use {}", join(names, " or "));
}

Status check_wish(const SessionOptions& options, const WeightCounts& weights) {
  if (options.precision != Precision::kFp16) return {};
  if (options.device == DeviceKind::kCpu) {
    return fail(
        ErrorCode::kUnsupported,
        "precision fp16 needs a GPU: the CPU computes in float32 or int8; use precision fp32 or an INT8 model file");
  }
  const bool half_file = weights.float16 > weights.float32;
  if (!half_file && options.device != DeviceKind::kTensorRt) {
    return fail(ErrorCode::kUnsupported, "{} holds float32 weights; for fp16 on {} export it with half=True",
                options.file.string(), to_string(options.device));
  }
  return {};
}

Status check_truth(const SessionOptions& options, const ExecutionTruth& truth) {
  if (options.precision == Precision::kInt8 && truth.precision != Precision::kInt8) {
    return fail(ErrorCode::kFailedPrecondition, "{} is not an INT8 model (it computes in {}); {}",
                options.file.string(), to_string(truth.precision), int8_neighbours(options.file));
  }
  return {};
}

Result<Ort::Session> load(const SessionOptions& options) {
  return guarded(fmt::format("cannot load {}", options.file.string()),
                 [&] { return Ort::Session(ort_environment(), options.file.c_str(), session_settings(options)); });
}

}  // namespace

Result<std::unique_ptr<Session>> create_onnx_session(const SessionOptions& options) {
  OW_TRY(const WeightCounts weights, inspect_model_file(options.file));
  OW_CHECK(check_wish(options, weights));
  OW_TRY(Ort::Session raw, load(options));
  OW_TRY(auto session, guarded(fmt::format("cannot read {}", options.file.string()), [&] {
           return std::make_unique<OnnxSession>(std::move(raw), weights, options.threads);
         }));
  OW_CHECK(check_signature(session->signature(), options.file));
  // TensorRT builds FP16 engines from float32 files, which the weights do not show.
  const bool tensorrt = session->truth().device == DeviceKind::kTensorRt;
  if (tensorrt && options.precision == Precision::kFp16) session->set_precision(Precision::kFp16);
  OW_CHECK(check_truth(options, session->truth()));
  return session;
}

Result<ModelSignature> read_signature(const std::filesystem::path& file) {
  OW_CHECK(inspect_model_file(file));
  SessionOptions options;
  options.file = file;
  return guarded(fmt::format("cannot load {}", file.string()), [&] {
    Ort::SessionOptions settings = session_settings(options);
    settings.SetGraphOptimizationLevel(ORT_DISABLE_ALL);  // nothing will run
    return signature_of(Ort::Session(ort_environment(), file.c_str(), settings));
  });
}

}  // namespace ow::infer
