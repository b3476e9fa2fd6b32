#include "graph/registry.h"

#include <cassert>

namespace ow::graph {

void Registry::add(NodeDescriptor descriptor, NodeFactory create, OptionsCheck check) {
  assert(find(descriptor.type) == nullptr && "node type is registered twice");
  types_.push_back({std::move(descriptor), std::move(create), std::move(check)});
}

const NodeType* Registry::find(std::string_view type) const {
  for (const NodeType& candidate : types_) {
    if (candidate.descriptor.type == type) return &candidate;
  }
  return nullptr;
}

std::vector<std::string> Registry::names() const {
  std::vector<std::string> names;
  for (const NodeType& type : types_) names.push_back(type.descriptor.type);
  return names;
}

}  // namespace ow::graph
