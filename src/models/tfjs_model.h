// A TensorFlow.js graph model as read from its files, before any conversion.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace ow::models {

using Shape = std::vector<std::int64_t>;

/// A constant: `floats` or `integers` is filled, in row-major order of `shape`.
struct TfjsWeight {
  Shape shape;
  std::vector<float> floats;
  std::vector<std::int32_t> integers;
};
using TfjsWeights = std::map<std::string, TfjsWeight, std::less<>>;

/// One attribute of a node; a single value is a list of one.
struct TfjsAttribute {
  std::vector<std::int64_t> integers;
  std::vector<std::string> strings;
  std::vector<double> numbers;
  bool flag = false;
  Shape shape;
};

struct TfjsNode {
  std::string name;
  std::string op;
  std::vector<std::string> inputs;  ///< node names; "name:1" for a second output
  std::map<std::string, TfjsAttribute, std::less<>> attributes;

  /// The attribute, or an empty one.
  [[nodiscard]] const TfjsAttribute& attribute(std::string_view key) const;
};

struct TfjsModel {
  std::map<std::string, TfjsNode, std::less<>> nodes;
  std::vector<std::string> outputs;  ///< of the signature
  TfjsWeights weights;
};

/// Reads model.json and the weight files beside it. Everything in them is outside data: sizes, names and nesting are
/// checked, and errors say which file and which entry is wrong.
Result<TfjsModel> read_tfjs_model(const std::filesystem::path& json);

}  // namespace ow::models
