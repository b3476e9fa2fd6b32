#include "graph/secrets.h"

#include <optional>
#include <string>

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

/// The address that `node`'s option shows, with its password: of the node itself, else of one that was renamed or copied.
std::optional<std::string> original_of(const NodeSpec& node, const std::string& key, std::span<const Workflow> before) {
  const std::string shown = node.options.at(key).get<std::string>();
  const auto of = [&](const NodeSpec& other) -> std::optional<std::string> {
    const auto found = other.options.find(key);
    if (found == other.options.end() || !found->is_string()) return std::nullopt;
    std::string text = found->get<std::string>();
    return mask_address(text) == shown ? std::optional(std::move(text)) : std::nullopt;
  };
  for (const Workflow& document : before) {
    if (const NodeSpec* same = document.node(node.id)) {
      if (auto text = of(*same)) return text;
    }
    for (const NodeSpec& other : document.nodes) {
      if (auto text = of(other)) return text;
    }
  }
  return std::nullopt;
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

Status restore_secrets(Workflow& workflow, std::span<const Workflow> before) {
  for (NodeSpec& node : workflow.nodes) {
    for (auto& [key, value] : node.options.items()) {
      if (!value.is_string() || !holds_hidden(value.get_ref<const std::string&>())) continue;
      const auto original = original_of(node, key, before);
      if (!original) return hidden_at("nodes." + node.id + "." + key);
      value = *original;
    }
  }
  return {};
}

Status check_not_hidden(const std::string& text, const std::string& place) {
  if (holds_hidden(text)) return hidden_at(place);
  return {};
}

}  // namespace ow::graph
