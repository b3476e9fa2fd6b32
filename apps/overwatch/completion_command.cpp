#include <fmt/core.h>

#include "overwatch/command.h"
#include "overwatch/help_tree.h"

namespace ow::cli {
namespace {

/// For the scripts: the installed models, one a line.
int print_models(Globals& globals) {
  if (!globals.load()) return kFailed;
  for (const auto& model : models::Library(globals.model_folders()).installed()) fmt::print("{}\n", model.name);
  return kOk;
}

int print_script(const CLI::App& app, const std::string& shell) {
  const HelpCommand program = help_tree(app);
  const std::string script = shell == "bash"  ? bash_completion(program)
                             : shell == "zsh" ? zsh_completion(program)
                                              : fish_completion(program);
  fmt::print("{}", script);
  return kOk;
}

}  // namespace

void add_completion_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("completion", "Print a completion script for bash, zsh or fish");
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check([](const std::string& given) {
        const bool known = given == "bash" || given == "zsh" || given == "fish" || given == "models";
        return known ? std::string() : "'" + given + "' is not one of bash, zsh, fish";
      })
      ->type_name("");
  command->footer(
      "Examples:\n"
      "  source <(overwatch completion bash)\n"
      "  overwatch completion fish > ~/.config/fish/completions/overwatch.fish");
  command->callback([&app, &globals, shell, exit_code] {
    *exit_code = *shell == "models" ? print_models(globals) : print_script(app, *shell);
  });
}

}  // namespace ow::cli
