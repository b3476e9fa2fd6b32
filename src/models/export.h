// Exports: from what one has to a file that runs faster or elsewhere. The place where further formats join.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "infer/devices.h"
#include "models/describe.h"

namespace ow::models {

enum class ExportFormat { kOnnx, kEngine, kInt8 };
std::optional<ExportFormat> parse_export_format(std::string_view text);

/// What happens when the file to write is there already.
enum class ExistingOutput { kRefused, kReplaced };

struct ExportOptions {
  std::filesystem::path model;         ///< .onnx, or the .json of a TensorFlow.js graph
  ExportFormat format = ExportFormat::kOnnx;
  std::filesystem::path output = {};   ///< empty: beside the model
  ExistingOutput existing = ExistingOutput::kRefused;
  std::optional<std::int64_t> batch = {};  ///< onnx: a fixed batch, or kDynamicBatch
};

struct ExportReport {
  std::filesystem::path output = {};
  ModelDescription description = {};
  std::string done = {};  ///< what was done, in a sentence
};

/// onnx: a TensorFlow.js graph is converted; an ONNX file is checked and copied, with another batch dimension where one is
/// asked for (confirmed by running both). engine: TensorRT builds the engine for this machine's GPU into the cache that
/// `tensorrt` uses afterwards. int8: not made here. kUnsupported says what is missing and what works instead; kAlreadyExists
/// that the file is there.
Result<ExportReport> export_model(const ExportOptions& options, const std::vector<infer::DeviceInfo>& devices);

/// What to do with a file that only its own tool can read (.pt, .engine, …), or nothing.
std::optional<Error> foreign_model_error(const std::filesystem::path& model, ExportFormat format);

}  // namespace ow::models
