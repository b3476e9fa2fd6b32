// Importer of TensorFlow.js graph models into ONNX.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"

namespace ow::models {

struct TfjsImportOptions {
  std::filesystem::path model_json;        ///< weights are read from the shards that it names, in the same folder
  std::filesystem::path output;            ///< .onnx, replaced atomically
  std::vector<std::string> outputs;  ///< tensors to keep; what they do not need is pruned. Empty: all of the signature
  std::map<std::string, std::string> metadata;  ///< written to the model's metadata_props
};

struct TfjsImportReport {
  int nodes_read = 0;
  int nodes_written = 0;
  std::size_t weight_bytes = 0;
};

/// Converts NHWC TensorFlow.js graphs to NCHW ONNX (opset 13) with float32 weights and a dynamic batch dimension. All
/// sizes are bounded and checked (JSON ≤ 64 MiB, weights ≤ 1 GiB, nodes ≤ 100,000); an unknown operation is named.
Result<TfjsImportReport> import_tfjs(const TfjsImportOptions& options);

/// The same with all that makes the default model of `centernet.json`: outputs "keypoints" (scores after the sigmoid,
/// batch×80×128×128) and "wh" (distances left, top, right, bottom in input pixels, batch×4×128×128), input "images"
/// (RGB 0–255, batch×3×512×512), class names and licence as metadata.
Result<TfjsImportReport> import_centernet_mb3(const std::filesystem::path& model_json,
                                              const std::filesystem::path& output);

}  // namespace ow::models
