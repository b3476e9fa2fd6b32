// Signatures and synthetic outputs for the tests of the heads.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "vision/head.h"

namespace ow::vision {

using Shape = std::vector<std::int64_t>;

inline ModelSignature signature_of(Shape input, std::vector<Shape> outputs,
                                   std::map<std::string, std::string> metadata = {}) {
  ModelSignature signature;
  signature.inputs.push_back({"images", std::move(input), "float32"});
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    signature.outputs.push_back({"output" + std::to_string(i), std::move(outputs[i]), "float32"});
  }
  signature.metadata = std::move(metadata);
  return signature;
}

/// "{0: 'c0', 1: 'c1'}".
inline std::string names_literal(int count) {
  std::string text = "{";
  for (int id = 0; id < count; ++id) text += std::to_string(id) + ": 'c" + std::to_string(id) + "', ";
  return text + "}";
}

/// An owned output filled with one value.
inline Tensor tensor_of(Shape shape, float value = 0) {
  std::size_t count = 1;
  for (const std::int64_t extent : shape) count *= static_cast<std::size_t>(extent);
  return {std::vector<float>(count, value), std::move(shape)};
}

inline Letterbox letterbox_for(const Head& head, Size source) {
  FrameInfo info;
  info.size = info.source_size = source;
  return make_letterbox(info, head.input());
}

inline Result<std::vector<Detection>> decode(const Head& head, const std::vector<Tensor>& outputs, Size source,
                                             const DecodeOptions& options = {}) {
  std::vector<TensorView> views;
  for (const Tensor& output : outputs) views.push_back(output.view());
  return head.decode(views, letterbox_for(head, source), options);
}

}  // namespace ow::vision
