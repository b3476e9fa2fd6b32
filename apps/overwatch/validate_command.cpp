#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "engine/presets.h"
#include "overwatch/command.h"
#include "overwatch/text_file.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

Result<std::vector<graph::Problem>> check(const Globals& globals, const std::string& file) {
  OW_TRY(const auto runtime, make_runtime(globals, {}));
  OW_TRY(const std::string text, read_text_file(file, graph::kWorkflowBytesMax));
  auto workflow = graph::parse_workflow(text);
  if (!workflow) return std::vector<graph::Problem>{{workflow.error().place, workflow.error().message}};
  graph::Validation validation = graph::validate(*workflow, runtime->registry());
  for (auto& problem : engine::check_places(validation.plan, *runtime)) {
    validation.problems.push_back(std::move(problem));
  }
  return validation.problems;
}

int validate(const Globals& globals, const std::string& file, bool json) {
  const auto problems = check(globals, file);
  if (!problems) return report_error(problems.error());
  const bool ok = engine::to_status(*problems).has_value();
  if (json) {
    Json out = {{"valid", ok}, {"problems", Json::array()}};
    for (const graph::Problem& problem : *problems) {
      out["problems"].push_back({{"place", problem.place}, {"message", problem.message}, {"warning", problem.warning}});
    }
    print_json(out);
  } else {
    for (const graph::Problem& problem : *problems) {
      const Error said = in_file(file, {ErrorCode::kInvalidArgument, problem.message, problem.place});
      fmt::print(stderr, "{}: {}\n", problem.warning ? "warning" : "error", printable(said.text()));
    }
    if (ok) fmt::print("{} is valid\n", file);
  }
  return ok ? kOk : kFailed;
}

}  // namespace

void add_validate_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  auto file = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("validate", "Check a workflow file without running it");
  command->add_option("FILE", *file, "Workflow in YAML or JSON; '-' reads standard input")->required();
  command->add_flag("--json", *json, "Print the problems as JSON");
  command->footer("Example:\n  overwatch validate workflow.yaml");
  command->callback([&globals, file, json, exit_code] { *exit_code = validate(globals, *file, *json); });
}

}  // namespace ow::cli
