#include "infer/test_models.h"

#include <onnx/onnx_pb.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace ow::infer::test {
namespace {

using onnx::GraphProto;
using onnx::TensorProto;

void describe(onnx::ValueInfoProto& info, const std::string& name, const ModelOptions& options) {
  info.set_name(name);
  auto* tensor = info.mutable_type()->mutable_tensor_type();
  tensor->set_elem_type(options.element_type);
  for (const std::int64_t extent : options.shape) {
    auto* dimension = tensor->mutable_shape()->add_dim();
    if (extent < 0) {
      dimension->set_dim_param("d" + std::to_string(tensor->shape().dim_size()));
    } else {
      dimension->set_dim_value(extent);
    }
  }
}

void add_node(GraphProto& graph, const std::string& op, const std::vector<std::string>& inputs,
              const std::string& output) {
  auto* node = graph.add_node();
  node->set_op_type(op);
  for (const std::string& input : inputs) node->add_input(input);
  node->add_output(output);
}

TensorProto& add_constant(GraphProto& graph, const std::string& name, int type) {
  auto* tensor = graph.add_initializer();
  tensor->set_name(name);
  tensor->set_data_type(type);
  return *tensor;
}

void add_double(GraphProto& graph, int type) {
  if (type == TensorProto::FLOAT) add_constant(graph, "two", type).add_float_data(2);
  if (type == TensorProto::FLOAT16) add_constant(graph, "two", type).add_int32_data(0x4000);
  if (type == TensorProto::INT64) add_constant(graph, "two", type).add_int64_data(2);
  if (type == TensorProto::UINT8) add_constant(graph, "two", type).add_int32_data(2);
  add_node(graph, "Mul", {"x", "two"}, "y");
}

void add_quantised(GraphProto& graph) {
  add_constant(graph, "scale", TensorProto::FLOAT).add_float_data(1);
  add_constant(graph, "zero", TensorProto::INT8).add_int32_data(0);
  add_node(graph, "QuantizeLinear", {"x", "scale", "zero"}, "q");
  add_node(graph, "DequantizeLinear", {"q", "scale", "zero"}, "y");
}

/// rows: all values in one dimension, as models with built-in NMS list the boxes of all pictures.
void add_rows(GraphProto& graph, const ModelOptions& options) {
  TensorProto& shape = add_constant(graph, "flat", TensorProto::INT64);
  shape.add_dims(1);
  shape.add_int64_data(-1);
  add_node(graph, "Reshape", {"y", "flat"}, "rows");
  ModelOptions rows = options;
  rows.shape = {-1};
  describe(*graph.add_output(), "rows", rows);
}

}  // namespace

std::filesystem::path write_model(const std::filesystem::path& file, const ModelOptions& options) {
  onnx::ModelProto model;
  model.set_ir_version(7);
  model.add_opset_import()->set_version(13);
  auto* metadata = model.add_metadata_props();
  metadata->set_key("task");
  metadata->set_value("test");
  GraphProto& graph = *model.mutable_graph();
  graph.set_name("test");
  describe(*graph.add_input(), "x", options);
  for (int i = 1; i < options.input_count; ++i) {
    const std::string name = "extra" + std::to_string(i);
    describe(*graph.add_input(), name, options);
    describe(*graph.add_output(), name + "_out", options);
    add_node(graph, "Identity", {name}, name + "_out");
  }
  describe(*graph.add_output(), "y", options);
  if (options.body == Body::kQuantised) add_quantised(graph);
  if (options.body == Body::kDouble || options.body == Body::kDoubleAndRows) add_double(graph, options.element_type);
  if (options.body == Body::kDoubleAndRows) add_rows(graph, options);
  if (options.body == Body::kUnknownOperation) add_node(graph, "Frobnicate", {"x"}, "y");
  std::ofstream stream(file, std::ios::binary);
  model.SerializeToOstream(&stream);
  return file;
}

void write_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace ow::infer::test
