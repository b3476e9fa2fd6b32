#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "overwatch/command.h"
#include "overwatch/table.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string shown(const graph::OptionValue& value) {
  const Json json = graph::to_json(value);
  if (json.is_null()) return "-";
  return json.is_string() ? json.get<std::string>() : json.dump();
}

std::string range(const graph::Option& option) {
  if (option.type == graph::OptionType::kChoice) return join(option.choices, "|");
  if (option.type == graph::OptionType::kPoints) {
    return fmt::format("{} of {} … {} points [x, y], 0 … 1", option.shape == Shape::kLine ? "line" : "area",
                       option.points_min, option.points_max);
  }
  if (option.max <= option.min) return std::string(to_string(option.type));
  return fmt::format("{} … {}{}{}", option.min, option.max, option.unit.empty() ? "" : " ", option.unit);
}

void print_one(const graph::NodeDescriptor& node) {
  fmt::print("{} ({}): {}\n", node.type, node.title, node.doc);
  for (const graph::Port& port : node.inputs)
    fmt::print("  in  {}: {}, {}\n", port.name, to_string(port.type), port.doc);
  for (const graph::Port& port : node.outputs)
    fmt::print("  out {}: {}, {}\n", port.name, to_string(port.type), port.doc);
  std::vector<std::vector<std::string>> rows = {{"  OPTION", "DEFAULT", "ALLOWED", "MEANING"}};
  for (const graph::Option& option : node.options) {
    rows.push_back(
        {"  " + option.name + (option.required ? " *" : ""), shown(option.fallback), range(option), option.doc});
  }
  fmt::print("{}\n", format_table(rows));
}

int nodes(const Globals& globals, const std::string& type, bool json) {
  const auto runtime = make_runtime(globals, {});
  if (!runtime) return report_error(runtime.error());
  const graph::Registry& registry = (*runtime)->registry();
  const auto names = registry.names();
  if (!type.empty() && registry.find(type) == nullptr) {
    return report_error({ErrorCode::kNotFound,
                         fmt::format("no node type '{}'{}; known are {}", type, did_you_mean(type, names), join(names)),
                         {}});
  }
  Json out = Json::array();
  for (const graph::NodeType& node : registry.types()) {
    if (!type.empty() && node.descriptor.type != type) continue;
    if (json) {
      out.push_back(graph::to_json(node.descriptor));
    } else {
      print_one(node.descriptor);
    }
  }
  if (json) print_json(out);
  return kOk;
}

}  // namespace

void add_nodes_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  auto type = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("nodes", "List the node types with their ports and options");
  command->add_option("TYPE", *type, "Only this type");
  command->add_flag("--json", *json, "Print the descriptors as JSON");
  command->footer("Example:\n  overwatch nodes model");
  command->callback([&globals, type, json, exit_code] { *exit_code = nodes(globals, *type, *json); });
}

}  // namespace ow::cli
