// What a model file is, as its own content says.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "core/tensor.h"

namespace ow::models {

struct ModelDescription {
  ModelSignature signature = {};
  std::string head = {};        ///< "yolov8"
  int input_width = 0;     ///< pixels
  int input_height = 0;
  std::size_t classes = 0;
};

/// Opens the file with the runtime and recognises its head. The error tells what the file is instead: no ONNX, damaged, or
/// with outputs that no head understands (with its shapes).
Result<ModelDescription> describe_model(const std::filesystem::path& file);

/// "yolov8 head, input 640x640, 80 classes".
std::string description_text(const ModelDescription& description);

}  // namespace ow::models
