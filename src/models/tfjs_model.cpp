#include "models/tfjs_model.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "models/base64.h"
#include "models/files.h"
#include "models/tfjs_weights.h"

namespace ow::models {
namespace {

using nlohmann::json;

constexpr std::uint64_t kJsonBytesMax = 64ULL << 20;
constexpr std::size_t kNodesMax = 100'000;
constexpr std::size_t kInputsMax = 1'000;
constexpr std::size_t kAttributeValuesMax = 4'096;
constexpr std::size_t kRankMax = 8;

/// TensorFlow writes 64-bit integers as strings.
Result<std::int64_t> to_integer(const json& value) {
  if (value.is_number_integer()) return value.get<std::int64_t>();
  const auto& text = value.get_ref<const std::string&>();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return fail(ErrorCode::kDataLoss, "'{}' is not an integer", text.substr(0, 40));
  }
  return number;
}

Result<Shape> to_shape(const json& value) {
  Shape shape;
  if (!value.contains("dim")) return shape;
  if (value.at("dim").size() > kRankMax)
    return fail(ErrorCode::kDataLoss, "a shape has more than {} dimensions", kRankMax);
  for (const json& dimension : value.at("dim")) {
    OW_TRY(shape.emplace_back(),
           dimension.contains("size") ? to_integer(dimension.at("size")) : Result<std::int64_t>(-1));
  }
  return shape;
}

Result<std::string> to_string(const json& value) {
  auto text = decode_base64(value.get_ref<const std::string&>());
  if (!text) return fail(ErrorCode::kDataLoss, "a string is not base64");
  return *std::move(text);
}

/// A field of an attribute that holds either one value or, within "list", several.
std::vector<json> values_of(const json& attribute, const char* key) {
  if (attribute.contains(key)) return {attribute.at(key)};
  if (!attribute.contains("list") || !attribute.at("list").contains(key)) return {};
  const json& list = attribute.at("list").at(key);
  return list.is_array() ? list.get<std::vector<json>>() : std::vector<json>{};
}

Result<TfjsAttribute> to_attribute(const json& value) {
  TfjsAttribute attribute;
  for (const char* key : {"i", "s", "f"}) {
    if (values_of(value, key).size() > kAttributeValuesMax)
      return fail(ErrorCode::kDataLoss, "an attribute list is too long");
  }
  for (const json& item : values_of(value, "i")) {
    OW_TRY(attribute.integers.emplace_back(), to_integer(item));
  }
  for (const json& item : values_of(value, "s")) {
    OW_TRY(attribute.strings.emplace_back(), to_string(item));
  }
  for (const json& item : values_of(value, "f")) attribute.numbers.push_back(item.get<double>());
  if (value.contains("b")) attribute.flag = value.at("b").get<bool>();
  if (value.contains("shape")) {
    OW_TRY(attribute.shape, to_shape(value.at("shape")));
  }
  return attribute;
}

Result<TfjsNode> to_node(const json& value) {
  TfjsNode node;
  node.name = value.at("name").get<std::string>();
  node.op = value.at("op").get<std::string>();
  if (value.contains("input")) node.inputs = value.at("input").get<std::vector<std::string>>();
  if (node.inputs.size() > kInputsMax)
    return fail(ErrorCode::kDataLoss, "node {} has {} inputs", node.name, node.inputs.size());
  std::erase_if(node.inputs, [](const std::string& input) { return input.starts_with('^'); });  // control edges
  for (std::string& input : node.inputs) {
    if (input.ends_with(":0")) input.resize(input.size() - 2);
  }
  if (!value.contains("attr")) return node;
  for (const auto& [key, attribute] : value.at("attr").items()) {
    auto read = to_attribute(attribute);
    if (!read) return fail(ErrorCode::kDataLoss, "node {}, attribute {}: {}", node.name, key, read.error().message);
    node.attributes.emplace(key, *std::move(read));
  }
  return node;
}

Status read_nodes(const json& topology, TfjsModel& model) {
  const json& nodes = topology.at("node");
  if (nodes.size() > kNodesMax)
    return fail(ErrorCode::kUnsupported, "{} nodes; {} is the limit", nodes.size(), kNodesMax);
  for (const json& value : nodes) {
    OW_TRY(TfjsNode node, to_node(value));
    const std::string name = node.name;
    if (!model.nodes.emplace(name, std::move(node)).second) {
      return fail(ErrorCode::kDataLoss, "two nodes have the name {}", name);
    }
  }
  return {};
}

void read_signature_outputs(const json& document, TfjsModel& model) {
  for (const char* key : {"signature", "userDefinedMetadata"}) {
    const json* signature = document.contains(key) ? &document.at(key) : nullptr;
    if (signature != nullptr && signature->contains("signature")) signature = &signature->at("signature");
    if (signature == nullptr || !signature->contains("outputs")) continue;
    for (const auto& [name, output] : signature->at("outputs").items()) {
      std::string tensor = output.value("name", name);
      if (tensor.ends_with(":0")) tensor.resize(tensor.size() - 2);
      model.outputs.push_back(std::move(tensor));
    }
    return;
  }
}

Result<TfjsModel> to_model(const json& document, const std::filesystem::path& folder) {
  if (!document.contains("modelTopology") || !document.contains("weightsManifest")) {
    return fail(ErrorCode::kInvalidArgument,
                "it is not a TensorFlow.js graph model (modelTopology or weightsManifest is missing)");
  }
  if (!document.at("modelTopology").contains("node")) {
    return fail(ErrorCode::kUnsupported, "it is a TensorFlow.js layers model; graph models are understood");
  }
  TfjsModel model;
  OW_CHECK(read_nodes(document.at("modelTopology"), model));
  read_signature_outputs(document, model);
  OW_TRY(model.weights, read_tfjs_weights(document.at("weightsManifest"), folder));
  return model;
}

}  // namespace

const TfjsAttribute& TfjsNode::attribute(std::string_view key) const {
  static const TfjsAttribute kNone;
  const auto found = attributes.find(key);
  return found == attributes.end() ? kNone : found->second;
}

Result<TfjsModel> read_tfjs_model(const std::filesystem::path& file) {
  OW_TRY(const std::string text, read_file(file, kJsonBytesMax));
  const json document = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (document.is_discarded()) return fail(ErrorCode::kDataLoss, "{} is not valid JSON", file.string());
  try {
    auto model = to_model(document, file.parent_path());
    if (!model) return fail(model.error().code, "{}: {}", file.string(), model.error().message);
    return model;
  } catch (const json::exception& exception) {
    return fail(ErrorCode::kDataLoss, "{}: {}", file.string(), exception.what());
  }
}

}  // namespace ow::models
