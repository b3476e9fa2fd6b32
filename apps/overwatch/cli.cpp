#include "overwatch/cli.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <sstream>

#include "base/allocator.h"
#include "base/guard.h"
#include "base/text.h"
#include "overwatch/accounts.h"
#include "overwatch/command.h"
#include "overwatch/config/folders.h"

namespace ow::cli {
namespace {

constexpr const char* kFooter =
    "Examples:\n"
    "  overwatch serve --demo\n"
    "  overwatch detect street.mp4 --model centernet-mb3 --save seen.mp4\n"
    "  overwatch run workflow.yaml --preset balanced --jsonl -\n"
    "\n`overwatch COMMAND --help` tells more. Every command that prints facts takes --json. Settings come from flags,\n"
    "OVERWATCH_* variables and a configuration file: `overwatch config show`.";

/// These work, and are wanted most, when the configuration is broken.
constexpr std::array<std::string_view, 3> kWithoutSettings = {"config", "completion", "man"};

/// The flags of the settings, on the commands that take them.
class SettingFlags {
 public:
  void add_to(CLI::App& app) {
    for (const Key& key : keys()) {
      if (key.commands.empty()) add(app, key);
      std::istringstream commands{std::string(key.commands)};
      for (std::string name; commands >> name;) add(*app.get_subcommand(name), key);
    }
  }

  /// What was given, by key.
  [[nodiscard]] GivenFlags given() const {
    GivenFlags given;
    for (const auto& [key, option] : options_) {
      if (option->count() > 0) given[std::string(key->name)] = option->results();
    }
    return given;
  }

 private:
  void add(CLI::App& command, const Key& key) {
    const std::string doc = fmt::format("{} [{}]", key.doc, variables_of(key).back());
    if (is_switch(key)) {
      CLI::Option* option = command.add_flag(flag_of(key), doc);
      options_.emplace_back(&key, option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast));
      return;
    }
    CLI::Option* option = command.add_option(flag_of(key), doc)->type_name(type_name_of(key));
    option->multi_option_policy(is_list(key) ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::TakeLast);
    options_.emplace_back(&key, option);
  }

  std::vector<std::pair<const Key*, CLI::Option*>> options_;
};

void add_commands(CLI::App& app, Globals& globals, const ExitCode& exit_code) {
  add_serve_command(app, globals, exit_code);
  add_run_command(app, globals, exit_code);
  add_detect_command(app, globals, exit_code);
  add_validate_command(app, globals, exit_code);
  add_nodes_command(app, globals, exit_code);
  add_templates_command(app, globals, exit_code);
  add_devices_command(app, globals, exit_code);
  add_models_command(app, globals, exit_code);
  add_bench_command(app, globals, exit_code);
  add_doctor_command(app, globals, exit_code);
  add_users_command(app, globals, exit_code);
  add_tokens_command(app, globals, exit_code);
  add_config_command(app, globals, exit_code);
  add_completion_command(app, globals, exit_code);
  add_man_command(app, globals, exit_code);
}

/// Reads the settings before the command runs.
void load_settings(const CLI::App& app, const Globals& globals) {
  const auto parsed = app.get_subcommands();
  if (std::ranges::find(kWithoutSettings, parsed.front()->get_name()) != kWithoutSettings.end()) return;
  if (const auto status = globals.load(); !status) throw CLI::RuntimeError(report_error(status.error()));
  for (const Error& unknown : unknown_variables()) fmt::print(stderr, "note: {}\n", unknown.text());
  if (passes_over_local_folder(globals, process_environment)) {
    fmt::print(
        stderr,
        "note: ./.overwatch belongs to another user and is not used; the data folder is {} (--data-dir .overwatch "
        "takes it all the same)\n",
        globals.data_folder().string());
  }
}

/// The long ones ("--port") of a command and of those that it belongs to.
std::vector<std::string> flags_of(const CLI::App* command) {
  std::vector<std::string> names;
  for (; command != nullptr; command = command->get_parent()) {
    for (const CLI::Option* option : command->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

/// CLI11 only says that something is wanted, or left over; which word is the mistake, and what was meant, helps more. Empty when
/// no word is.
std::string wrong_word(const CLI::App& app) {
  const CLI::App* command = &app;
  std::string path = app.get_name();
  for (auto parsed = app.get_subcommands(); !parsed.empty(); parsed = command->get_subcommands()) {
    command = parsed.back();
    path += " " + command->get_name();
  }
  std::vector<std::string> names;
  for (const CLI::App* below : command->get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(below->get_name());
  const std::vector<std::string> words = app.remaining(true);
  if (words.empty()) return {};
  const auto flag = std::ranges::find_if(words, [](const std::string& each) { return each.starts_with('-'); });
  if (flag != words.end()) {
    const std::string name = flag->substr(0, flag->find('='));
    return fmt::format("{} has no option '{}'{}; `{} --help` lists them", path, name,
                       did_you_mean(name, flags_of(command)), path);
  }
  const std::string& word = words.front();
  if (names.empty()) return fmt::format("{} takes no '{}'; `{} --help` tells what it takes", path, word, path);
  return fmt::format("{} has no command '{}'{}; `{} --help` lists them", path, word, did_you_mean(word, names), path);
}

int report_parse_error(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr ||
      dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    if (const std::string text = wrong_word(app); !text.empty()) {
      fmt::print(stderr, "error: {}\n", text);
      return kUsage;
    }
  }
  return app.exit(error) == 0 ? kOk : kUsage;
}

/// What was printed may not have reached a full disk: that is no success. A reader that went away (`| head`) wants no more.
int printed(int code) {
  errno = 0;
  std::cout.flush();
  const bool flushed = std::fflush(stdout) == 0;
  if ((flushed && std::ferror(stdout) == 0 && std::cout) || errno == EPIPE) return code;
  fmt::print(stderr, "error: standard output could not be written (is the disk full?)\n");
  return code == kOk ? kFailed : code;
}

int run_command(int argc, const char* const* argv, const std::function<void(graph::Registry&)>& add_nodes) try {
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may grow no further is an error of the write
  set_up_allocator();
  prepare_unwinding();
  Globals globals;
  globals.add_nodes = add_nodes;
  CLI::App app("Overwatch: real-time video AI with the cost of every millisecond on the screen.", "overwatch");
  app.set_version_flag("--version", std::string("overwatch ") + OW_VERSION);
  app.footer(kFooter);
  app.require_subcommand(1);
  app.fallthrough();
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return fmt::format("error: {}\nRun with --help for more information.\n", error.what());
  });
  app.add_option("--config", globals.config, "Configuration file [OVERWATCH_CONFIG]")->type_name("PATH");
  app.add_flag("--verbose", globals.verbose, "Log more, as --log-level debug does");

  const ExitCode exit_code = std::make_shared<int>(kOk);
  add_commands(app, globals, exit_code);
  SettingFlags flags;
  flags.add_to(app);
  globals.given_flags = [&flags] { return flags.given(); };
  globals.load = [&]() -> Status {
    OW_TRY(globals.resolved,
           resolve(find_config(globals.config, process_environment), process_environment, globals.given_flags()));
    static_cast<Settings&>(globals) = globals.resolved.settings;
    return {};
  };
  app.parse_complete_callback([&] { load_settings(app, globals); });
  try {
    app.parse(argc, argv);
  } catch (const CLI::RuntimeError& error) {
    return error.get_exit_code();
  } catch (const CLI::ParseError& error) {
    return report_parse_error(app, error);
  }
  return *exit_code;
} catch (...) {
  if (std::ferror(stdout) != 0) return kFailed;  // what threw; it is told at the end
  return report_error(error_of_exception());
}

}  // namespace

int run(int argc, const char* const* argv, const std::function<void(graph::Registry&)>& add_nodes) {
  return printed(run_command(argc, argv, add_nodes));
}

}  // namespace ow::cli
