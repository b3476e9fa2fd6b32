// The conversion in progress: what each TensorFlow node has become, and the ways its converter asks for inputs.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "models/onnx_writer.h"
#include "models/tfjs_model.h"

namespace ow::models {

/// Extents of an activation in TensorFlow's order (batch, height, width, channels); the batch is −1 or 1.
struct Extents {
  std::int64_t batch = -1, height = 0, width = 0, channels = 0;
  [[nodiscard]] std::array<std::int64_t, 4> nhwc() const { return {batch, height, width, channels}; }
  [[nodiscard]] std::array<std::int64_t, 4> nchw() const { return {batch, channels, height, width}; }
};

/// An activation: a rank-4 tensor that lies in NCHW order in the ONNX graph.
struct Activation {
  std::string name;
  Extents extents;
};

/// No dimension, stride or window of a picture model comes near this; it keeps all products within 64 bits.
inline constexpr std::int64_t kExtentMax = 1 << 20;

class TfjsGraph {
 public:
  TfjsGraph(const TfjsModel& model, OnnxWriter& writer) : model_(model), writer_(writer) {}

  [[nodiscard]] OnnxWriter& writer() { return writer_; }

  /// The activation that input `index` of `node` is. A constant, or a value that is no picture, is an error.
  [[nodiscard]] Result<Activation> activation(const TfjsNode& node, std::size_t index) const;
  [[nodiscard]] Result<Activation> activation(std::string_view name) const;
  /// The constant that input `index` is, or an error.
  [[nodiscard]] Result<const TfjsWeight*> constant(const TfjsNode& node, std::size_t index) const;
  [[nodiscard]] bool is_constant(const TfjsNode& node, std::size_t index) const;

  /// Says what `node` has become. Extents beyond kExtentMax are an error.
  Status define(const TfjsNode& node, Activation value);
  void define_constant(const TfjsNode& node, const TfjsWeight& weight);
  /// Adds an ONNX node named after `node`, its output too, and defines it.
  Status emit(const TfjsNode& node, OnnxNode onnx, const Extents& extents);

 private:
  const TfjsModel& model_;
  OnnxWriter& writer_;
  std::map<std::string, Activation, std::less<>> activations_;
  std::map<std::string, const TfjsWeight*, std::less<>> constants_;
};

/// Converts one node whose inputs are converted already. An unknown operation is an error that names it.
Status convert_node(TfjsGraph& graph, const TfjsNode& node);

/// The padding attribute resolved: zeros before and after, and the resulting extent.
struct Padding {
  std::int64_t before = 0, after = 0, output = 0;
};
struct Window {
  std::int64_t size = 1, stride = 1, dilation = 1;
};
/// Padding of `node` along height (axis 1) or width (axis 2), by TensorFlow's rules for SAME, VALID and EXPLICIT.
Result<Padding> padding_of(const TfjsNode& node, std::int64_t input, const Window& window, std::size_t axis);
/// Entry `axis` of an NHWC list attribute such as strides; 1 where the attribute is absent.
Result<std::int64_t> list_entry(const TfjsNode& node, std::string_view attribute, std::size_t axis);

// Converters, by kind; the table that leads to them is in tfjs_graph.cpp.
Status convert_convolution(TfjsGraph& graph, const TfjsNode& node);
Status convert_depthwise_convolution(TfjsGraph& graph, const TfjsNode& node);
Status convert_pool(TfjsGraph& graph, const TfjsNode& node);
Status convert_unary(TfjsGraph& graph, const TfjsNode& node);
Status convert_binary(TfjsGraph& graph, const TfjsNode& node);
Status convert_mean(TfjsGraph& graph, const TfjsNode& node);
Status convert_concat(TfjsGraph& graph, const TfjsNode& node);
Status convert_resize(TfjsGraph& graph, const TfjsNode& node);

/// Adds the activation function `name` ("Relu", "Relu6", …) behind ONNX value `input`, with `output` as its result.
Status emit_activation_function(TfjsGraph& graph, const TfjsNode& node, std::string_view name, const std::string& input,
                                const std::string& output);

}  // namespace ow::models
