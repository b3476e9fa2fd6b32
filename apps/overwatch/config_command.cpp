#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "overwatch/command.h"
#include "overwatch/config/config_docs.h"
#include "overwatch/config/config_file.h"
#include "overwatch/config/config_rules.h"
#include "overwatch/table.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

void print_warnings(const std::vector<Error>& warnings) {
  for (const Error& warning : warnings) fmt::print(stderr, "warning: {}\n", warning.text());
}

Json to_json(const std::vector<Error>& errors) {
  Json out = Json::array();
  for (const Error& error : errors) out.push_back({{"place", error.place}, {"message", error.message}});
  return out;
}

int check(const Globals& globals, const std::string& given, bool json) {
  const auto path = find_config(given.empty() ? globals.config : given, process_environment);
  if (path.empty()) {
    for (const Error& problem : resolve_all({}, process_environment, globals.given_flags()).problems)
      report_error(problem);
    print_warnings(unknown_variables());
    std::vector<std::string> places;
    for (const auto& candidate : config_candidates(process_environment)) places.push_back(candidate.string());
    return report_error(
        Error{ErrorCode::kNotFound, "there is no configuration file (looked for " + join(places) + ")", {}});
  }
  const auto file = read_config(path);
  if (!file) return report_error(file.error());
  Resolved resolved = resolve_all(*file, process_environment, globals.given_flags());
  const Findings found = look_here(resolved);
  std::vector<Error>& problems = resolved.problems;
  problems.insert(problems.end(), found.problems.begin(), found.problems.end());
  const bool valid = problems.empty();
  if (json) {
    print_json({{"file", path.string()},
                {"valid", valid},
                {"problems", to_json(problems)},
                {"warnings", to_json(found.warnings)}});
  } else {
    for (const Error& problem : problems) fmt::print(stderr, "error: {}\n", problem.text());
    print_warnings(found.warnings);
    print_warnings(unknown_variables());
    if (valid) fmt::print("{} is well: {} keys set\n", path.string(), file->values.size());
  }
  return valid ? kOk : kFailed;
}

std::string shown(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

int show(Globals& globals, bool json) {
  if (const auto status = globals.load(); !status) return report_error(status.error());
  const Resolved& resolved = globals.resolved;
  Settings effective = globals;
  effective.data_dir = globals.data_folder().string();
  if (json) {
    Json out = {{"file", resolved.file.string()}, {"settings", Json::object()}};
    for (const Key& key : keys()) {
      const Source& source = resolved.sources.find(key.name)->second;
      out["settings"][std::string(key.name)] = {
          {"value", value_of(key, effective)}, {"from", to_string(source.origin)}, {"place", source.place}};
    }
    print_json(out);
    return kOk;
  }
  std::vector<std::vector<std::string>> rows = {{"KEY", "VALUE", "FROM"}};
  for (const Key& key : keys()) {
    const Source& source = resolved.sources.find(key.name)->second;
    rows.push_back({std::string(key.name), shown(value_of(key, effective)),
                    source.place.empty() ? std::string(to_string(source.origin)) : source.place});
  }
  fmt::print("{}\nfile: {}\n", format_table(rows), resolved.file.empty() ? "none" : resolved.file.string());
  print_warnings(unknown_variables());
  return kOk;
}

int example(const std::vector<std::string>& assignments) {
  GivenFlags set;
  for (const std::string& assignment : assignments) {
    const std::size_t equals = assignment.find('=');
    const std::string name = assignment.substr(0, equals);
    const Key* key = find_key(name);
    if (equals == std::string::npos || key == nullptr) {
      return report_error(Error{ErrorCode::kInvalidArgument,
                                "'" + assignment + "' is not KEY=VALUE of a setting" + did_you_mean(name, key_names()),
                                "--set"});
    }
    Settings trial;
    const std::vector<std::string> texts = {assignment.substr(equals + 1)};
    if (const auto status = assign(*key, texts, trial); !status) return report_error(status.error());
    set[name] = texts;
  }
  fmt::print("{}", config_example(set));
  return kOk;
}

}  // namespace

void add_config_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  CLI::App* command = app.add_subcommand("config", "Check and show the settings");
  command->require_subcommand(1);
  command->footer("Examples:\n  overwatch config show\n  overwatch config check /etc/overwatch/overwatch.yaml");
  auto file = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  auto assignments = std::make_shared<std::vector<std::string>>();

  CLI::App* check_command = command->add_subcommand("check", "Find mistakes in a configuration file");
  check_command->add_option("FILE", *file, "The file; without it the one that would be read")->type_name("");
  check_command->add_flag("--json", *json, "Print as JSON");
  check_command->callback([&globals, file, json, exit_code] { *exit_code = check(globals, *file, *json); });

  CLI::App* show_command = command->add_subcommand("show", "What is in force, and where each value comes from");
  show_command->add_flag("--json", *json, "Print as JSON");
  show_command->callback([&globals, json, exit_code] { *exit_code = show(globals, *json); });

  command->add_subcommand("schema", "The JSON schema of the configuration file")->callback([] {
    print_json(config_schema());
  });
  command->add_subcommand("docs", "docs/configuration.md of the sources")->callback([] {
    fmt::print("{}", config_page());
  });

  CLI::App* example_command = command->add_subcommand("example", "A commented configuration file to start from");
  example_command->add_option("--set", *assignments, "KEY=VALUE to be in force; may be given again");
  example_command->footer("Example:\n  overwatch config example > ~/.config/overwatch/overwatch.yaml");
  example_command->callback([assignments, exit_code] { *exit_code = example(*assignments); });
}

}  // namespace ow::cli
