// Tiny ONNX models for tests, made in code so that the tests need no data.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace ow::infer::test {

using ow::test::TemporaryFolder;

/// What the model does with its input x.
enum class Body {
  kDouble,          ///< y = x · 2
  kDoubleAndRows,   ///< the same, and a second output whose first dimension is not the batch
  kQuantised,       ///< y = dequantize(quantize(x)) with scale 1
  kUnknownOperation,
};

struct ModelOptions {
  Body body = Body::kDouble;
  std::vector<std::int64_t> shape = {-1, 3, 2, 2};  ///< of x; −1 is dynamic
  int element_type = 1;  ///< TensorProto.DataType: 1 float32, 2 uint8, 7 int64, 10 float16
  int input_count = 1;
};

/// Writes the model and returns its path.
std::filesystem::path write_model(const std::filesystem::path& file, const ModelOptions& options = {});

void write_text(const std::filesystem::path& file, const std::string& text);

}  // namespace ow::infer::test
