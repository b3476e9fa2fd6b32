// Small TensorFlow.js models for tests, written by hand, and the way to run what they become.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "models/tfjs_import.h"
#include "tests/support/temporary_folder.h"

namespace ow::models::test {

using ow::test::TemporaryFolder;

nlohmann::json integers(const std::vector<int>& values);    ///< {"list": {"i": […]}}
nlohmann::json strings(const std::vector<std::string>& base64);
nlohmann::json text(const std::string& base64);

inline const std::string kSame = "U0FNRQ==";
inline const std::string kValid = "VkFMSUQ=";
inline const std::string kBiasAdd = "Qmlhc0FkZA==";
inline const std::string kRelu6 = "UmVsdTY=";

/// Placeholder "x" (1 × height × width × channels), whatever nodes are added, output "y".
class TinyModel {
 public:
  TinyModel(int height, int width, int channels);
  TinyModel& floats(const std::string& name, const std::vector<int>& shape, const std::vector<float>& values);
  TinyModel& ints(const std::string& name, const std::vector<std::int32_t>& values);
  /// `stored` are the raw bytes, `entry` the rest of the manifest's entry.
  TinyModel& raw(const std::string& name, nlohmann::json entry, const std::string& stored);
  TinyModel& node(const std::string& name, const std::string& op, const std::vector<std::string>& inputs,
                  nlohmann::json attributes = nlohmann::json::object());

  nlohmann::json document;
  std::string weights;

  /// Writes model.json and weights.bin and converts them to model.onnx.
  Result<TfjsImportReport> import(const TemporaryFolder& folder) const;
  /// Converts, runs on `nhwc` with ONNX Runtime and returns output y in NHWC order.
  Result<std::vector<float>> run(const std::vector<float>& nhwc) const;

 private:
  int height_, width_, channels_;
};

}  // namespace ow::models::test
