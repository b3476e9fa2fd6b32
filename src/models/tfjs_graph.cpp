#include "models/tfjs_graph.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace ow::models {
namespace {

Status convert_placeholder(TfjsGraph& graph, const TfjsNode& node) {
  const Shape& shape = node.attribute("shape").shape;
  const bool picture =
      shape.size() == 4 && std::all_of(shape.begin() + 1, shape.end(), [](auto extent) { return extent > 0; });
  if (!picture)
    return fail(ErrorCode::kUnsupported, "input {} is not batch × height × width × channels of known size", node.name);
  const std::string name = node.name.substr(node.name.rfind('/') + 1);
  const Extents extents{-1, shape[1], shape[2], shape[3]};
  OW_CHECK(graph.define(node, {name, extents}));
  graph.writer().add_input(name, extents.nchw());
  return {};
}

Status convert_identity(TfjsGraph& graph, const TfjsNode& node) {
  if (graph.is_constant(node, 0)) {
    OW_TRY(const TfjsWeight* weight, graph.constant(node, 0));
    graph.define_constant(node, *weight);
    return {};
  }
  OW_TRY(Activation input, graph.activation(node, 0));
  return graph.define(node, std::move(input));
}

using Convert = Status (*)(TfjsGraph&, const TfjsNode&);
struct Operation {
  std::string_view name;
  Convert convert;
};

constexpr std::array kOperations = {
    Operation{"Placeholder", convert_placeholder},
    Operation{"Identity", convert_identity},
    Operation{"_FusedConv2D", convert_convolution},
    Operation{"Conv2D", convert_convolution},
    Operation{"FusedDepthwiseConv2dNative", convert_depthwise_convolution},
    Operation{"DepthwiseConv2dNative", convert_depthwise_convolution},
    Operation{"MaxPool", convert_pool},
    Operation{"AvgPool", convert_pool},
    Operation{"Relu", convert_unary},
    Operation{"Relu6", convert_unary},
    Operation{"Elu", convert_unary},
    Operation{"LeakyRelu", convert_unary},
    Operation{"Sigmoid", convert_unary},
    Operation{"Tanh", convert_unary},
    Operation{"Exp", convert_unary},
    Operation{"Mul", convert_binary},
    Operation{"Add", convert_binary},
    Operation{"AddV2", convert_binary},
    Operation{"BiasAdd", convert_binary},
    Operation{"Sub", convert_binary},
    Operation{"RealDiv", convert_binary},
    Operation{"Maximum", convert_binary},
    Operation{"Minimum", convert_binary},
    Operation{"Mean", convert_mean},
    Operation{"ConcatV2", convert_concat},
    Operation{"ResizeBilinear", convert_resize},
    Operation{"ResizeNearestNeighbor", convert_resize},
};

std::string known_operations() {
  std::vector<std::string> names;
  for (const Operation& operation : kOperations) names.emplace_back(operation.name);
  return join(names);
}

}  // namespace

Result<Activation> TfjsGraph::activation(std::string_view name) const {
  const auto found = activations_.find(name);
  if (found == activations_.end()) return fail(ErrorCode::kUnsupported, "{} is not a picture-like value", name);
  return found->second;
}

Result<Activation> TfjsGraph::activation(const TfjsNode& node, std::size_t index) const {
  if (index >= node.inputs.size())
    return fail(ErrorCode::kDataLoss, "node {} ({}) lacks input {}", node.name, node.op, index);
  auto found = activation(node.inputs[index]);
  if (!found) {
    return fail(ErrorCode::kUnsupported,
                "node {} ({}): input {} is a constant or another output than the first, which is not understood",
                node.name, node.op, node.inputs[index]);
  }
  return found;
}

Result<const TfjsWeight*> TfjsGraph::constant(const TfjsNode& node, std::size_t index) const {
  if (index >= node.inputs.size())
    return fail(ErrorCode::kDataLoss, "node {} ({}) lacks input {}", node.name, node.op, index);
  const auto found = constants_.find(node.inputs[index]);
  if (found == constants_.end()) {
    return fail(ErrorCode::kUnsupported, "node {} ({}): input {} must be a constant", node.name, node.op,
                node.inputs[index]);
  }
  return found->second;
}

bool TfjsGraph::is_constant(const TfjsNode& node, std::size_t index) const {
  return index < node.inputs.size() && constants_.contains(node.inputs[index]);
}

Status TfjsGraph::define(const TfjsNode& node, Activation value) {
  for (const std::int64_t extent : {value.extents.height, value.extents.width, value.extents.channels}) {
    if (extent < 1 || extent > kExtentMax) {
      return fail(ErrorCode::kDataLoss, "node {} ({}): {} is not a possible extent of its result", node.name, node.op,
                  extent);
    }
  }
  activations_.insert_or_assign(node.name, std::move(value));
  return {};
}

void TfjsGraph::define_constant(const TfjsNode& node, const TfjsWeight& weight) {
  constants_.insert_or_assign(node.name, &weight);
}

Status TfjsGraph::emit(const TfjsNode& node, OnnxNode onnx, const Extents& extents) {
  onnx.name = node.name;
  onnx.output = node.name;
  writer_.add_node(onnx);
  return define(node, {node.name, extents});
}

Status convert_node(TfjsGraph& graph, const TfjsNode& node) {
  const auto operation = std::ranges::find(kOperations, std::string_view(node.op), &Operation::name);
  if (operation == kOperations.end()) {
    return fail(ErrorCode::kUnsupported, "node {} is a {}, which is not understood (understood: Const, {})", node.name,
                node.op, known_operations());
  }
  return operation->convert(graph, node);
}

}  // namespace ow::models
