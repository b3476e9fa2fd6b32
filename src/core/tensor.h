// Tensors as they cross the border between inference and the algorithms around it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace ow {

/// Name, shape and element type of a model's input or output. −1 stands for a dynamic dimension.
struct TensorSpec {
  std::string name;
  std::vector<std::int64_t> shape;
  std::string element_type;  ///< "float32", "float16", "uint8", "int64" …
};

/// What a model file says about itself.
struct ModelSignature {
  std::vector<TensorSpec> inputs;
  std::vector<TensorSpec> outputs;
  std::map<std::string, std::string> metadata;  ///< the file's custom metadata ("names", "task", "stride" …)
};

/// A borrowed view of float32 values in row-major order.
struct TensorView {
  std::span<const float> values;
  std::vector<std::int64_t> shape;
};

/// An owned float32 tensor in row-major order.
struct Tensor {
  std::vector<float> values;
  std::vector<std::int64_t> shape;
  [[nodiscard]] TensorView view() const { return {values, shape}; }
};

/// "1x3x640x640"; dynamic dimensions are "?".
[[nodiscard]] inline std::string shape_text(std::span<const std::int64_t> shape) {
  std::string text;
  for (const std::int64_t extent : shape) {
    if (!text.empty()) text += 'x';
    text += extent < 0 ? "?" : std::to_string(extent);
  }
  return text;
}

}  // namespace ow
