#include "models/tfjs_test_model.h"

#include <cstdlib>
#include <fstream>

#include "infer/session.h"

namespace ow::models::test {
namespace {

using nlohmann::json;

/// Moves the channels of one picture first (or last, with the extents given in that order).
std::vector<float> transpose(const std::vector<float>& values, std::size_t outer, std::size_t inner) {
  std::vector<float> out(values.size());
  for (std::size_t i = 0; i < outer; ++i) {
    for (std::size_t j = 0; j < inner; ++j) out[j * outer + i] = values[i * inner + j];
  }
  return out;
}

template <typename Value>
std::string bytes_of(const std::vector<Value>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Value)};
}

}  // namespace

json integers(const std::vector<int>& values) { return {{"list", {{"i", values}}}}; }
json strings(const std::vector<std::string>& base64) { return {{"list", {{"s", base64}}}}; }
json text(const std::string& base64) { return {{"s", base64}}; }

TinyModel::TinyModel(int height, int width, int channels) : height_(height), width_(width), channels_(channels) {
  json dimensions = json::array();
  for (const int extent : {1, height, width, channels}) dimensions.push_back({{"size", std::to_string(extent)}});
  document["signature"]["outputs"]["y"]["name"] = "y:0";
  document["weightsManifest"] = json::array({{{"paths", {"weights.bin"}}, {"weights", json::array()}}});
  document["modelTopology"]["node"] = json::array();
  node("x", "Placeholder", {}, {{"shape", {{"shape", {{"dim", dimensions}}}}}});
}

TinyModel& TinyModel::raw(const std::string& name, json entry, const std::string& stored) {
  entry["name"] = name;
  document["weightsManifest"][0]["weights"].push_back(entry);
  weights += stored;
  return node(name, "Const", {});
}

TinyModel& TinyModel::floats(const std::string& name, const std::vector<int>& shape, const std::vector<float>& values) {
  return raw(name, {{"shape", shape}, {"dtype", "float32"}}, bytes_of(values));
}

TinyModel& TinyModel::ints(const std::string& name, const std::vector<std::int32_t>& values) {
  return raw(name, {{"shape", {values.size()}}, {"dtype", "int32"}}, bytes_of(values));
}

TinyModel& TinyModel::node(const std::string& name, const std::string& op, const std::vector<std::string>& inputs,
                           json attributes) {
  document["modelTopology"]["node"].push_back(
      {{"name", name}, {"op", op}, {"input", inputs}, {"attr", std::move(attributes)}});
  return *this;
}

Result<TfjsImportReport> TinyModel::import(const TemporaryFolder& folder) const {
  std::ofstream(folder / "model.json") << document.dump();
  std::ofstream(folder / "weights.bin", std::ios::binary) << weights;
  return import_tfjs({folder / "model.json", folder / "model.onnx", {}, {}});
}

Result<std::vector<float>> TinyModel::run(const std::vector<float>& nhwc) const {
  const TemporaryFolder folder;
  OW_CHECK(import(folder));
  OW_TRY(auto session, infer::create_onnx_session({folder / "model.onnx", DeviceKind::kCpu, Precision::kFp32, 1}));
  const auto area = static_cast<std::size_t>(height_ * width_);
  const Tensor input{transpose(nhwc, area, static_cast<std::size_t>(channels_)), {1, channels_, height_, width_}};
  OW_TRY(const auto outputs, session->run(input.view()));
  const auto channels = static_cast<std::size_t>(outputs.front().shape.at(1));
  return transpose(outputs.front().values, channels, outputs.front().values.size() / channels);
}

}  // namespace ow::models::test
