// A node's options as a file or request writes them, against its descriptor.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "graph/workflow.h"

namespace ow::graph {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> names_of(const NodeDescriptor& descriptor) {
  std::vector<std::string> names;
  for (const Option& option : descriptor.options) names.push_back(option.name);
  return names;
}

/// As the page compares them: a value in its parsed form, the default for one that is not set.
OptionValue effective(const NodeSpec& node, const Option& option) {
  const auto found = node.options.find(option.name);
  if (found == node.options.end() || found->is_null()) return option.fallback;
  auto parsed = parse_option(option, *found);
  return parsed ? std::move(*parsed) : OptionValue(found->dump());
}

void compare_nodes(const NodeSpec& a, const NodeSpec& b, const Registry& registry, std::vector<std::string>& places) {
  const std::string place = "nodes." + a.id;
  const NodeType* type = registry.find(a.type);
  if (a.type != b.type || type == nullptr) {
    if (a.type != b.type || a.options != b.options) places.push_back(place);
    return;
  }
  for (const Option& option : type->descriptor.options) {
    if (effective(a, option) != effective(b, option)) places.push_back(place + "." + option.name);
  }
}

std::vector<std::string> edge_texts(const Workflow& workflow) {
  std::vector<std::string> texts;
  for (const EdgeSpec& edge : workflow.edges) texts.push_back(edge.text());
  std::ranges::sort(texts);
  return texts;
}

}  // namespace

Json allowed_values(const Option& option) {
  Json out{{"type", to_string(option.type)}};
  if (option.max > option.min) {
    out["min"] = option.min;
    out["max"] = option.max;
  }
  if (!option.unit.empty()) out["unit"] = option.unit;
  if (option.type == OptionType::kChoice) out["choices"] = option.choices;
  if (option.type == OptionType::kPoints) out.update(points_rule(option));
  return out;
}

Options read_options(const NodeSpec& spec, const NodeDescriptor& descriptor, std::vector<Problem>& problems) {
  const std::string place = "nodes." + spec.id;
  Options options;
  for (const Option& option : descriptor.options) options.set(option.name, option.fallback);
  for (const auto& [name, value] : spec.options.items()) {
    const Option* option = descriptor.option(name);
    if (option == nullptr) {
      const auto names = names_of(descriptor);
      problems.push_back({place + "." + name,
                          fmt::format("{} has no option '{}'{}; it has {}", descriptor.type, name,
                                      did_you_mean(name, names), join(names)),
                          false, Json{{"names", names}}});
      continue;
    }
    if (value.is_null()) continue;
    if (auto parsed = parse_option(*option, value)) {
      options.set(name, std::move(*parsed));
    } else {
      problems.push_back({place + "." + name, parsed.error().message, false, allowed_values(*option)});
    }
  }
  for (const Option& option : descriptor.options) {
    if (option.required && !options.has(option.name)) {
      problems.push_back(
          {place + "." + option.name, fmt::format("is missing ({})", option.doc), false, allowed_values(option)});
    }
  }
  return options;
}

std::vector<std::string> differences(const Workflow& a, const Workflow& b, const Registry& registry) {
  std::vector<std::string> places;
  for (const NodeSpec& node : a.nodes) {
    if (const NodeSpec* other = b.node(node.id)) {
      compare_nodes(node, *other, registry, places);
    } else {
      places.push_back("nodes." + node.id);
    }
  }
  for (const NodeSpec& node : b.nodes) {
    if (a.node(node.id) == nullptr) places.push_back("nodes." + node.id);
  }
  if (edge_texts(a) != edge_texts(b)) places.emplace_back("edges");
  return places;
}

}  // namespace ow::graph
