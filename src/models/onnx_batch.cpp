#include "models/onnx_batch.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <set>

#include "infer/session.h"
#include "models/files.h"

namespace ow::models {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFileBytesMax = 1ULL << 30;
/// Kernels sum in another order when they see another batch; FP32 outputs of a detector stay well within.
constexpr float kRelativeMax = 1e-3F;
constexpr float kAbsoluteMax = 1e-2F;

void set_batch(onnx::ValueInfoProto& value, std::int64_t batch) {
  auto* shape = value.mutable_type()->mutable_tensor_type()->mutable_shape();
  if (shape->dim_size() == 0) return;
  if (batch == kDynamicBatch) {
    shape->mutable_dim(0)->set_dim_param("batch");
  } else {
    shape->mutable_dim(0)->set_dim_value(batch);
  }
}

/// The int64 values of a constant, wherever it keeps them.
std::vector<std::int64_t> integers_of(const onnx::TensorProto& tensor) {
  if (tensor.int64_data_size() > 0) return {tensor.int64_data().begin(), tensor.int64_data().end()};
  std::vector<std::int64_t> out(tensor.raw_data().size() / sizeof(std::int64_t));
  std::memcpy(out.data(), tensor.raw_data().data(), out.size() * sizeof(std::int64_t));
  return out;
}

/// A shape that begins with 1 takes its first extent from the tensor instead (0, in ONNX's words).
void open_shape(onnx::TensorProto& tensor) {
  if (tensor.data_type() != onnx::TensorProto::INT64) return;
  std::vector<std::int64_t> values = integers_of(tensor);
  if (values.size() < 2 || values.front() != 1) return;
  values.front() = 0;
  tensor.clear_raw_data();
  tensor.mutable_int64_data()->Assign(values.begin(), values.end());
}

void open_reshapes(onnx::GraphProto& graph) {
  std::set<std::string> shapes;
  for (const onnx::NodeProto& node : graph.node()) {
    if (node.op_type() == "Reshape" && node.input_size() > 1) shapes.insert(node.input(1));
  }
  for (onnx::TensorProto& tensor : *graph.mutable_initializer()) {
    if (shapes.contains(tensor.name())) open_shape(tensor);
  }
  for (onnx::NodeProto& node : *graph.mutable_node()) {
    if (node.op_type() != "Constant" || node.output_size() != 1 || !shapes.contains(node.output(0))) continue;
    for (onnx::AttributeProto& attribute : *node.mutable_attribute()) {
      if (attribute.has_t()) open_shape(*attribute.mutable_t());
    }
  }
}

Result<onnx::ModelProto> read_model(const fs::path& file) {
  OW_TRY(const std::string bytes, read_file(file, kFileBytesMax));
  onnx::ModelProto model;
  if (!model.ParseFromString(bytes)) return fail(ErrorCode::kDataLoss, "{} is no ONNX file, or damaged", file.string());
  for (const onnx::TensorProto& tensor : model.graph().initializer()) {
    if (tensor.data_location() == onnx::TensorProto::EXTERNAL)
      return fail(ErrorCode::kUnsupported, "{} keeps its weights in other files", file.string());
  }
  return model;
}

Result<std::unique_ptr<infer::Session>> load(const fs::path& file) {
  return infer::create_onnx_session({.file = file, .device = DeviceKind::kCpu, .threads = 1});
}

/// Pictures of noise in the model's shape; open sizes are taken as 640.
Tensor noise(std::vector<std::int64_t> shape, std::int64_t pictures) {
  std::size_t count = 1;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (i == 0) shape[i] = pictures;
    if (shape[i] < 0) shape[i] = 640;
    count *= static_cast<std::size_t>(shape[i]);
  }
  Tensor tensor{std::vector<float>(count), std::move(shape)};
  std::minstd_rand random(7);
  std::uniform_real_distribution<float> values(0.0F, 1.0F);
  for (float& value : tensor.values) value = values(random);
  return tensor;
}

/// The nth of `pictures` equal parts.
std::span<const float> part(const Tensor& tensor, std::size_t nth, std::size_t pictures) {
  const std::size_t size = tensor.values.size() / pictures;
  return std::span(tensor.values).subspan(nth * size, size);
}

bool near(float a, float b) {
  return std::abs(a - b) <= kAbsoluteMax + kRelativeMax * std::max(std::abs(a), std::abs(b));
}

}  // namespace

Status write_with_batch(const fs::path& input, const fs::path& output, std::int64_t batch) {
  OW_TRY(onnx::ModelProto model, read_model(input));
  onnx::GraphProto& graph = *model.mutable_graph();
  std::set<std::string> constants;
  for (const onnx::TensorProto& tensor : graph.initializer()) constants.insert(tensor.name());
  for (onnx::ValueInfoProto& value : *graph.mutable_input()) {
    if (!constants.contains(value.name())) set_batch(value, batch);
  }
  for (onnx::ValueInfoProto& value : *graph.mutable_output()) set_batch(value, batch);
  graph.clear_value_info();  // shapes in between, which are only hints
  open_reshapes(graph);
  return write_file_atomically(output, model.SerializeAsString());
}

Status same_results(const fs::path& reference, const fs::path& batched) {
  OW_TRY(const auto one, load(reference));
  OW_TRY(const auto many, load(batched));
  const auto& shape = many->signature().inputs.front().shape;
  const std::size_t pictures = shape.front() < 0 ? 2 : static_cast<std::size_t>(shape.front());
  const Tensor input = noise(shape, static_cast<std::int64_t>(pictures));
  OW_TRY(const auto outputs, many->run(input.view()));
  for (std::size_t i = 0; i < pictures; ++i) {
    const auto values = part(input, i, pictures);
    std::vector<std::int64_t> single = input.shape;
    single.front() = 1;
    OW_TRY(const auto expected, one->run({values, single}));
    for (std::size_t k = 0; k < expected.size(); ++k) {
      const auto got = k < outputs.size() ? part(outputs[k], i, pictures) : std::span<const float>();
      if (got.size() == expected[k].values.size() && std::ranges::equal(got, expected[k].values, near)) continue;
      return fail(ErrorCode::kUnsupported, "output {} of picture {} of a batch is not what the picture alone gives", k,
                  i);
    }
  }
  return {};
}

}  // namespace ow::models
