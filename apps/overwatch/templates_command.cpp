#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "graph/workflow.h"
#include "overwatch/command.h"
#include "overwatch/table.h"
#include "server/workflow_templates.h"

namespace ow::cli {
namespace {

int show_all(bool as_json) {
  auto json = nlohmann::ordered_json::array();
  std::vector<std::vector<std::string>> rows = {{"NAME", "DESCRIPTION"}};
  for (const server::WorkflowTemplate& each : server::workflow_templates()) {
    const auto workflow = graph::parse_workflow(each.yaml);
    if (!workflow) return report_error(workflow.error());
    json.push_back({{"name", each.name}, {"title", workflow->name}, {"description", workflow->description}});
    rows.push_back({each.name, workflow->description});
  }
  if (as_json) {
    print_json(json);
  } else {
    fmt::print("{}", format_table(rows));
  }
  return kOk;
}

int show(const std::string& name, bool as_json) {
  if (name.empty()) return show_all(as_json);
  const auto found = server::find_workflow_template(name);
  if (!found) return report_error(found.error());
  fmt::print("{}", found->yaml);
  return kOk;
}

}  // namespace

void add_templates_command(CLI::App& app, Globals&, ExitCode exit_code) {
  auto name = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("templates", "Workflows to begin with; with a name, its YAML");
  auto json = std::make_shared<bool>(false);
  command->add_option("NAME", *name, "Print this template");
  command->add_flag("--json", *json, "Print the list as JSON");
  command->footer("Example:\n  overwatch templates people-counting > counting.yaml");
  command->callback([name, json, exit_code] { *exit_code = show(*name, *json); });
}

}  // namespace ow::cli
