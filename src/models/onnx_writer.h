// Builds an ONNX file without showing protobuf to its users.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"

namespace ow::models {

using OnnxAttribute = std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>>;

struct OnnxNode {
  std::string op;
  std::string name;
  std::vector<std::string> inputs;
  std::string output;
  std::vector<std::pair<std::string, OnnxAttribute>> attributes;
};

/// One model, opset 13, inputs and outputs float32. Nodes are added in topological order.
class OnnxWriter {
 public:
  explicit OnnxWriter(const std::string& graph_name);
  OnnxWriter(const OnnxWriter&) = delete;
  OnnxWriter& operator=(const OnnxWriter&) = delete;
  ~OnnxWriter();

  /// −1 in the first place is the dynamic dimension "batch".
  void add_input(const std::string& name, std::span<const std::int64_t> shape);
  void add_output(const std::string& name, std::span<const std::int64_t> shape);
  void add_node(const OnnxNode& node);
  /// A constant; adding a name again changes nothing.
  void add_floats(const std::string& name, std::span<const std::int64_t> shape, std::span<const float> values);
  void add_integers(const std::string& name, std::span<const std::int64_t> values);
  void add_metadata(const std::string& key, const std::string& value);

  [[nodiscard]] int node_count() const;
  [[nodiscard]] std::size_t weight_bytes() const { return weight_bytes_; }
  /// Replaces `file` atomically.
  [[nodiscard]] Status write(const std::filesystem::path& file) const;

 private:
  struct Model;
  std::unique_ptr<Model> model_;
  std::size_t weight_bytes_ = 0;
};

}  // namespace ow::models
