#include "models/onnx_writer.h"

#include <onnx/onnx_pb.h>

#include <set>

#include "models/files.h"

namespace ow::models {
namespace {

constexpr int kOpset = 13;
constexpr int kIrVersion = 7;  // the one that belongs to opset 13

void set_value(onnx::AttributeProto& out, std::int64_t value) {
  out.set_type(onnx::AttributeProto::INT);
  out.set_i(value);
}
void set_value(onnx::AttributeProto& out, float value) {
  out.set_type(onnx::AttributeProto::FLOAT);
  out.set_f(value);
}
void set_value(onnx::AttributeProto& out, const std::string& value) {
  out.set_type(onnx::AttributeProto::STRING);
  out.set_s(value);
}
void set_value(onnx::AttributeProto& out, const std::vector<std::int64_t>& values) {
  out.set_type(onnx::AttributeProto::INTS);
  for (const std::int64_t value : values) out.add_ints(value);
}

void describe(onnx::ValueInfoProto& out, const std::string& name, std::span<const std::int64_t> shape) {
  out.set_name(name);
  auto* tensor = out.mutable_type()->mutable_tensor_type();
  tensor->set_elem_type(onnx::TensorProto::FLOAT);
  for (const std::int64_t extent : shape) {
    auto* dimension = tensor->mutable_shape()->add_dim();
    if (extent < 0) {
      dimension->set_dim_param("batch");
    } else {
      dimension->set_dim_value(extent);
    }
  }
}

}  // namespace

struct OnnxWriter::Model {
  onnx::ModelProto proto;
  std::set<std::string, std::less<>> constants;
};

OnnxWriter::OnnxWriter(const std::string& graph_name) : model_(std::make_unique<Model>()) {
  model_->proto.set_ir_version(kIrVersion);
  model_->proto.set_producer_name("overwatch");
  model_->proto.add_opset_import()->set_version(kOpset);
  model_->proto.mutable_graph()->set_name(graph_name);
}

OnnxWriter::~OnnxWriter() = default;

void OnnxWriter::add_input(const std::string& name, std::span<const std::int64_t> shape) {
  describe(*model_->proto.mutable_graph()->add_input(), name, shape);
}

void OnnxWriter::add_output(const std::string& name, std::span<const std::int64_t> shape) {
  describe(*model_->proto.mutable_graph()->add_output(), name, shape);
}

void OnnxWriter::add_node(const OnnxNode& node) {
  auto* out = model_->proto.mutable_graph()->add_node();
  out->set_op_type(node.op);
  out->set_name(node.name);
  for (const std::string& input : node.inputs) out->add_input(input);
  out->add_output(node.output);
  for (const auto& [name, value] : node.attributes) {
    auto* attribute = out->add_attribute();
    attribute->set_name(name);
    std::visit([&](const auto& content) { set_value(*attribute, content); }, value);
  }
}

void OnnxWriter::add_floats(const std::string& name, std::span<const std::int64_t> shape,
                            std::span<const float> values) {
  if (!model_->constants.insert(name).second) return;
  auto* tensor = model_->proto.mutable_graph()->add_initializer();
  tensor->set_name(name);
  tensor->set_data_type(onnx::TensorProto::FLOAT);
  for (const std::int64_t extent : shape) tensor->add_dims(extent);
  tensor->set_raw_data(values.data(), values.size_bytes());
  weight_bytes_ += values.size_bytes();
}

void OnnxWriter::add_integers(const std::string& name, std::span<const std::int64_t> values) {
  if (!model_->constants.insert(name).second) return;
  auto* tensor = model_->proto.mutable_graph()->add_initializer();
  tensor->set_name(name);
  tensor->set_data_type(onnx::TensorProto::INT64);
  tensor->add_dims(static_cast<std::int64_t>(values.size()));
  tensor->set_raw_data(values.data(), values.size_bytes());
}

void OnnxWriter::add_metadata(const std::string& key, const std::string& value) {
  auto* entry = model_->proto.add_metadata_props();
  entry->set_key(key);
  entry->set_value(value);
}

int OnnxWriter::node_count() const { return model_->proto.graph().node_size(); }

Status OnnxWriter::write(const std::filesystem::path& file) const {
  std::string bytes;
  if (model_->proto.ByteSizeLong() > (2ULL << 30U) - 1 || !model_->proto.SerializeToString(&bytes)) {
    return fail(ErrorCode::kUnsupported, "the converted model would be larger than 2 GiB");
  }
  return write_file_atomically(file, bytes);
}

}  // namespace ow::models
