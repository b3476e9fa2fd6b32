// Convolutions and pools: everything that slides a window over height and width.
#include <algorithm>

#include "models/tfjs_graph.h"

namespace ow::models {
namespace {

struct Slide {
  Window height, width;
  Padding vertical, horizontal;
};

/// Strides, dilations and padding of `node` for a window of height × width.
Result<Slide> slide_of(const TfjsNode& node, const Extents& input, std::int64_t height, std::int64_t width) {
  const auto& format = node.attribute("data_format").strings;
  if (!format.empty() && format.front() != "NHWC") {
    return fail(ErrorCode::kUnsupported, "node {} ({}): data format {}; NHWC is understood", node.name, node.op,
                format.front());
  }
  Slide slide;
  slide.height.size = height;
  slide.width.size = width;
  OW_TRY(slide.height.stride, list_entry(node, "strides", 1));
  OW_TRY(slide.width.stride, list_entry(node, "strides", 2));
  OW_TRY(slide.height.dilation, list_entry(node, "dilations", 1));
  OW_TRY(slide.width.dilation, list_entry(node, "dilations", 2));
  OW_TRY(slide.vertical, padding_of(node, input.height, slide.height, 1));
  OW_TRY(slide.horizontal, padding_of(node, input.width, slide.width, 2));
  return slide;
}

std::vector<std::pair<std::string, OnnxAttribute>> attributes_of(const Slide& slide) {
  using List = std::vector<std::int64_t>;
  return {{"kernel_shape", List{slide.height.size, slide.width.size}},
          {"strides", List{slide.height.stride, slide.width.stride}},
          {"pads", List{slide.vertical.before, slide.horizontal.before, slide.vertical.after, slide.horizontal.after}}};
}

/// Rank-4 weights: TensorFlow's [height, width, first, second].
struct Kernel {
  std::int64_t height, width, first, second;
  const TfjsWeight* weight;
};

Result<Kernel> kernel_of(TfjsGraph& graph, const TfjsNode& node) {
  OW_TRY(const TfjsWeight* weight, graph.constant(node, 1));
  const bool usable = weight->shape.size() == 4 && !weight->floats.empty() &&
                      std::ranges::all_of(weight->shape, [](auto extent) { return extent <= kExtentMax; });
  if (!usable)
    return fail(ErrorCode::kDataLoss, "node {} ({}): its kernel is not a rank-4 float tensor", node.name, node.op);
  return Kernel{weight->shape[0], weight->shape[1], weight->shape[2], weight->shape[3], weight};
}

/// HWIO → OIHW for convolutions, HWCM → (C·M)1HW for depthwise ones: in both, output channels come first.
std::vector<float> reorder(const Kernel& kernel, bool depthwise) {
  const auto area = static_cast<std::size_t>(kernel.height * kernel.width);
  const auto first = static_cast<std::size_t>(kernel.first);
  const auto second = static_cast<std::size_t>(kernel.second);
  std::vector<float> out(kernel.weight->floats.size());
  for (std::size_t place = 0; place < area; ++place) {
    for (std::size_t i = 0; i < first; ++i) {
      for (std::size_t o = 0; o < second; ++o) {
        const std::size_t block = depthwise ? i * second + o : o * first + i;
        out[block * area + place] = kernel.weight->floats[(place * first + i) * second + o];
      }
    }
  }
  return out;
}

/// Bias and activation function of the fused variants.
struct Fused {
  bool bias = false;
  std::string function;
};

Result<Fused> fused_of(const TfjsNode& node) {
  Fused fused;
  for (const std::string& operation : node.attribute("fused_ops").strings) {
    if (operation == "BiasAdd" && !fused.bias && fused.function.empty()) {
      fused.bias = true;
    } else if (fused.function.empty()) {
      fused.function = operation;
    } else {
      return fail(ErrorCode::kUnsupported, "node {} ({}): fused operation {} is not understood here", node.name,
                  node.op, operation);
    }
  }
  return fused;
}

struct Convolution {
  std::int64_t output_channels = 0, groups = 1;
  bool depthwise = false;
};

Result<std::vector<std::string>> add_weights(TfjsGraph& graph, const TfjsNode& node, const Kernel& kernel,
                                             const Convolution& convolution, bool bias) {
  const std::string name = node.inputs[1] + (convolution.depthwise ? ":depthwise" : ":conv");
  const std::int64_t per_group = convolution.depthwise ? 1 : kernel.first;
  const std::array shape = {convolution.output_channels, per_group, kernel.height, kernel.width};
  graph.writer().add_floats(name, shape, reorder(kernel, convolution.depthwise));
  if (!bias) return std::vector{name};
  OW_TRY(const TfjsWeight* values, graph.constant(node, 2));
  if (values->floats.size() != static_cast<std::size_t>(convolution.output_channels)) {
    return fail(ErrorCode::kDataLoss, "node {} ({}): {} bias values for {} channels", node.name, node.op,
                values->floats.size(), convolution.output_channels);
  }
  const std::string bias_name = node.inputs[2] + ":bias";
  graph.writer().add_floats(bias_name, std::array{convolution.output_channels}, values->floats);
  return std::vector{name, bias_name};
}

Status emit_convolution(TfjsGraph& graph, const TfjsNode& node, const Activation& input, const Kernel& kernel,
                        const Convolution& convolution) {
  OW_TRY(const Fused fused, fused_of(node));
  OW_TRY(const Slide slide, slide_of(node, input.extents, kernel.height, kernel.width));
  OW_TRY(const auto weights, add_weights(graph, node, kernel, convolution, fused.bias));
  OnnxNode onnx{"Conv", node.name, {input.name}, node.name, attributes_of(slide)};
  onnx.inputs.insert(onnx.inputs.end(), weights.begin(), weights.end());
  onnx.attributes.emplace_back("dilations", std::vector{slide.height.dilation, slide.width.dilation});
  onnx.attributes.emplace_back("group", convolution.groups);
  if (!fused.function.empty()) onnx.output += ":before_activation";
  graph.writer().add_node(onnx);
  if (!fused.function.empty()) OW_CHECK(emit_activation_function(graph, node, fused.function, onnx.output, node.name));
  const Extents extents{input.extents.batch, slide.vertical.output, slide.horizontal.output,
                        convolution.output_channels};
  return graph.define(node, {node.name, extents});
}

}  // namespace

Result<std::int64_t> list_entry(const TfjsNode& node, std::string_view attribute, std::size_t axis) {
  const auto& list = node.attribute(attribute).integers;
  if (list.empty()) return 1;
  if (list.size() != 4 || list[0] != 1 || list[3] != 1 || list[axis] < 1 || list[axis] > kExtentMax) {
    return fail(ErrorCode::kUnsupported, "node {} ({}): {} must be [1, height, width, 1]", node.name, node.op,
                attribute);
  }
  return list[axis];
}

Result<Padding> padding_of(const TfjsNode& node, std::int64_t input, const Window& window, std::size_t axis) {
  const auto& kinds = node.attribute("padding").strings;
  const std::string kind = kinds.empty() ? "" : kinds.front();
  const std::int64_t reach = (window.size - 1) * window.dilation + 1;
  Padding padding;
  if (kind == "SAME") {
    // tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2: as many results as strides fit, the odd zero at the end.
    padding.output = (input + window.stride - 1) / window.stride;
    const std::int64_t total = std::max<std::int64_t>((padding.output - 1) * window.stride + reach - input, 0);
    padding.before = total / 2;
    padding.after = total - padding.before;
    return padding;
  }
  if (kind == "EXPLICIT") {
    const auto& list = node.attribute("explicit_paddings").integers;
    if (list.size() != 8 || std::ranges::any_of(list, [](auto pad) { return pad < 0 || pad > kExtentMax; })) {
      return fail(ErrorCode::kDataLoss, "node {} ({}): explicit_paddings is not a list of 8", node.name, node.op);
    }
    padding.before = list[axis * 2];
    padding.after = list[axis * 2 + 1];
  } else if (kind != "VALID") {
    return fail(ErrorCode::kUnsupported, "node {} ({}): padding '{}' is not understood", node.name, node.op, kind);
  }
  const std::int64_t room = input + padding.before + padding.after - reach;
  padding.output = room < 0 ? 0 : room / window.stride + 1;
  return padding;
}

Status convert_convolution(TfjsGraph& graph, const TfjsNode& node) {
  OW_TRY(const Activation input, graph.activation(node, 0));
  OW_TRY(const Kernel kernel, kernel_of(graph, node));
  const std::int64_t groups = kernel.first > 0 ? input.extents.channels / kernel.first : 0;
  if (groups < 1 || groups * kernel.first != input.extents.channels || kernel.second % groups != 0) {
    return fail(ErrorCode::kDataLoss, "node {} ({}): kernel for {} channels, input has {}", node.name, node.op,
                kernel.first, input.extents.channels);
  }
  return emit_convolution(graph, node, input, kernel, {kernel.second, groups, false});
}

Status convert_depthwise_convolution(TfjsGraph& graph, const TfjsNode& node) {
  OW_TRY(const Activation input, graph.activation(node, 0));
  OW_TRY(const Kernel kernel, kernel_of(graph, node));
  if (kernel.first != input.extents.channels) {
    return fail(ErrorCode::kDataLoss, "node {} ({}): kernel for {} channels, input has {}", node.name, node.op,
                kernel.first, input.extents.channels);
  }
  return emit_convolution(graph, node, input, kernel, {kernel.first * kernel.second, kernel.first, true});
}

Status convert_pool(TfjsGraph& graph, const TfjsNode& node) {
  OW_TRY(const Activation input, graph.activation(node, 0));
  OW_TRY(const std::int64_t height, list_entry(node, "ksize", 1));
  OW_TRY(const std::int64_t width, list_entry(node, "ksize", 2));
  OW_TRY(const Slide slide, slide_of(node, input.extents, height, width));
  const Extents extents{input.extents.batch, slide.vertical.output, slide.horizontal.output, input.extents.channels};
  const std::string op =
      node.op == "MaxPool" ? "MaxPool" : "AveragePool";  // both leave padding out, as TensorFlow does
  return graph.emit(node, {op, "", {input.name}, "", attributes_of(slide)}, extents);
}

}  // namespace ow::models
