// Operations on single values: activation functions and arithmetic with broadcasting.
#include <algorithm>
#include <optional>

#include "models/tfjs_graph.h"

namespace ow::models {
namespace {

constexpr float kLeakyReluSlope = 0.2F;  // TensorFlow's default

std::string_view onnx_binary(std::string_view op) {
  if (op == "Mul") return "Mul";
  if (op == "Sub") return "Sub";
  if (op == "RealDiv") return "Div";
  if (op == "Maximum") return "Max";
  if (op == "Minimum") return "Min";
  return "Add";  // Add, AddV2, BiasAdd
}

float slope_of(const TfjsNode& node) {
  for (const char* key : {"leakyrelu_alpha", "alpha"}) {
    const auto& numbers = node.attribute(key).numbers;
    if (!numbers.empty()) return static_cast<float>(numbers.front());
  }
  return kLeakyReluSlope;
}

/// Both broadcast to one another by NumPy's rule; nothing when they do not fit.
std::optional<std::int64_t> broadcast(std::int64_t a, std::int64_t b) {
  if (a == b || b == 1) return a;
  return a == 1 ? std::optional(b) : std::nullopt;
}

std::optional<Extents> broadcast(const Extents& a, const Extents& b) {
  const auto batch = broadcast(a.batch, b.batch);
  const auto height = broadcast(a.height, b.height);
  const auto width = broadcast(a.width, b.width);
  const auto channels = broadcast(a.channels, b.channels);
  if (!batch || !height || !width || !channels) return std::nullopt;
  return Extents{*batch, *height, *width, *channels};
}

/// NHWC values in NCHW order.
std::vector<float> to_nchw(const std::vector<float>& values, const Extents& extents) {
  const auto area = static_cast<std::size_t>(extents.height * extents.width);
  const auto channels = static_cast<std::size_t>(extents.channels);
  std::vector<float> out(values.size());
  for (std::size_t place = 0; place < area; ++place) {
    for (std::size_t channel = 0; channel < channels; ++channel)
      out[channel * area + place] = values[place * channels + channel];
  }
  return out;
}

/// A constant of rank 0 to 4, aligned at its last dimension as broadcasting has it, as an NCHW constant of the graph.
Result<Activation> constant_operand(TfjsGraph& graph, const TfjsNode& node, std::size_t index) {
  OW_TRY(const TfjsWeight* weight, graph.constant(node, index));
  if (weight->shape.size() > 4 || weight->floats.empty()) {
    return fail(ErrorCode::kUnsupported, "node {} ({}): constant {} is not a float tensor of rank 4 or less", node.name,
                node.op, node.inputs[index]);
  }
  std::array<std::int64_t, 4> nhwc = {1, 1, 1, 1};
  std::ranges::copy(weight->shape, nhwc.begin() + static_cast<std::ptrdiff_t>(4 - weight->shape.size()));
  if (nhwc[0] != 1) {
    return fail(ErrorCode::kUnsupported, "node {} ({}): constant {} has a batch dimension", node.name, node.op,
                node.inputs[index]);
  }
  const Extents extents{1, nhwc[1], nhwc[2], nhwc[3]};
  const std::string name = node.inputs[index] + ":nchw";
  const bool scalar = weight->floats.size() == 1;  // rank 0, so that the runtime's fusions recognise it
  const auto shape = extents.nchw();
  graph.writer().add_floats(name, scalar ? std::span<const std::int64_t>() : std::span<const std::int64_t>(shape),
                            to_nchw(weight->floats, extents));
  return Activation{name, extents};
}

Result<Activation> operand(TfjsGraph& graph, const TfjsNode& node, std::size_t index) {
  return graph.is_constant(node, index) ? constant_operand(graph, node, index) : graph.activation(node, index);
}

}  // namespace

Status emit_activation_function(TfjsGraph& graph, const TfjsNode& node, std::string_view name, const std::string& input,
                                const std::string& output) {
  OnnxNode onnx{std::string(name), node.name + ":activation", {input}, output, {}};
  if (name == "Relu6") {
    graph.writer().add_floats("overwatch:zero", {}, std::array{0.0F});
    graph.writer().add_floats("overwatch:six", {}, std::array{6.0F});
    onnx.op = "Clip";
    onnx.inputs = {input, "overwatch:zero", "overwatch:six"};
  } else if (name == "LeakyRelu") {
    onnx.attributes = {{"alpha", slope_of(node)}};
  } else if (name != "Relu" && name != "Elu" && name != "Sigmoid" && name != "Tanh" && name != "Exp") {
    return fail(ErrorCode::kUnsupported, "node {} ({}): {} is not understood", node.name, node.op, name);
  }
  graph.writer().add_node(onnx);
  return {};
}

Status convert_unary(TfjsGraph& graph, const TfjsNode& node) {
  OW_TRY(const Activation input, graph.activation(node, 0));
  OW_CHECK(emit_activation_function(graph, node, node.op, input.name, node.name));
  return graph.define(node, {node.name, input.extents});
}

Status convert_binary(TfjsGraph& graph, const TfjsNode& node) {
  if (graph.is_constant(node, 0) && graph.is_constant(node, 1)) {
    return fail(ErrorCode::kUnsupported, "node {} ({}) has constant inputs only; fold the graph first", node.name,
                node.op);
  }
  OW_TRY(const Activation left, operand(graph, node, 0));
  OW_TRY(const Activation right, operand(graph, node, 1));
  const auto extents = broadcast(left.extents, right.extents);
  if (!extents)
    return fail(ErrorCode::kDataLoss, "node {} ({}): the shapes of its inputs do not fit", node.name, node.op);
  return graph.emit(node, {std::string(onnx_binary(node.op)), "", {left.name, right.name}, "", {}}, *extents);
}

}  // namespace ow::models
