#include "graph/secrets.h"

#include "base/credentials.h"

namespace ow::graph {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kHidden = "***";

void mask_options(Json& options) {
  for (auto& [key, value] : options.items()) {
    if (value.is_string()) value = mask_address(value.get_ref<const std::string&>());
  }
}

/// "***" where only mask_credentials would have put it.
bool holds_hidden(const std::string& text) {
  return text.find(":***@") != std::string::npos || text.find("=***") != std::string::npos;
}

std::unexpected<Error> hidden_at(const std::string& place) {
  return fail_at(place, ErrorCode::kInvalidArgument,
                 "the password is hidden ({}); write it again, or use ${{OVERWATCH_SECRET_…}}", kHidden);
}

}  // namespace

void mask_secrets(Workflow& workflow) {
  for (NodeSpec& node : workflow.nodes) mask_options(node.options);
}

void mask_secrets(Json& document) {
  const auto nodes = document.find("nodes");
  if (nodes == document.end() || !nodes->is_object()) return;
  for (auto& [id, node] : nodes->items()) {
    if (node.is_object()) mask_options(node);
  }
}

Status restore_secrets(Workflow& workflow, const Workflow* before) {
  for (NodeSpec& node : workflow.nodes) {
    for (auto& [key, value] : node.options.items()) {
      if (!value.is_string() || !holds_hidden(value.get_ref<const std::string&>())) continue;
      const NodeSpec* node_before = before != nullptr ? before->node(node.id) : nullptr;
      const bool there = node_before != nullptr && node_before->options.contains(key);
      const Json original = there ? node_before->options.at(key) : Json();
      const bool known = original.is_string() &&
                         mask_address(original.get_ref<const std::string&>()) == value.get_ref<const std::string&>();
      if (!known) {
        return hidden_at("nodes." + node.id + "." + key);
      }
      value = original;
    }
  }
  return {};
}

Status check_not_hidden(const std::string& text, const std::string& place) {
  if (holds_hidden(text)) return hidden_at(place);
  return {};
}

}  // namespace ow::graph
