// Registry: the node types of a build. Filled once at start by the composition root, read-only afterwards.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "graph/descriptor.h"
#include "graph/node.h"

namespace ow::graph {

using NodeFactory = std::function<Result<std::unique_ptr<Node>>(const Options&)>;

/// What only options together, or a text's meaning, tell to be wrong; the error's place is the option's name. Touches nothing.
using OptionsCheck = std::function<Status(const Options&)>;

struct NodeType {
  NodeDescriptor descriptor;
  NodeFactory create;
  OptionsCheck check;  ///< may be empty
};

class Registry {
 public:
  /// A type that exists already is a programmer's mistake (assertion).
  void add(NodeDescriptor descriptor, NodeFactory create, OptionsCheck check = {});
  [[nodiscard]] const NodeType* find(std::string_view type) const;
  [[nodiscard]] const std::vector<NodeType>& types() const { return types_; }
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::vector<NodeType> types_;
};

}  // namespace ow::graph
