// A look at a model file before a runtime sees it: is it there, is it whole, and what are its weights made of.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/error.h"

namespace ow::infer {

/// Weights of an ONNX file by element type (elements, not bytes).
struct WeightCounts {
  std::uint64_t float32 = 0;
  std::uint64_t float16 = 0;
  std::uint64_t int8 = 0;  ///< signed or unsigned
};

/// Checks existence, kind and size (≤ 2 GiB) and walks the file's structure without reading the weights. Errors say what
/// is wrong: missing, a folder, empty, text, cut off, not ONNX.
Result<WeightCounts> inspect_model_file(const std::filesystem::path& file);

}  // namespace ow::infer
