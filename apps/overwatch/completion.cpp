#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "overwatch/help_tree.h"

namespace ow::cli {
namespace {

constexpr std::string_view kModelWords = "$(overwatch completion models 2>/dev/null)";

/// Everything of the tree, one entry a command, with the path to it ("models list"; the program itself is "").
struct FlatCommand {
  std::string path;
  const HelpCommand* command;
};

void flatten(const HelpCommand& command, const std::string& path, std::vector<FlatCommand>& flat) {
  flat.push_back({path, &command});
  for (const HelpCommand& below : command.commands)
    flatten(below, path.empty() ? below.name : path + " " + below.name, flat);
}

std::vector<FlatCommand> flatten(const HelpCommand& program) {
  std::vector<FlatCommand> flat;
  flatten(program, "", flat);
  return flat;
}

/// In single quotes for any of the three shells, whose texts here hold none of their own.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char letter : text) out += letter == '\'' ? std::string("\"") : std::string(1, letter);
  return out + "'";
}

std::string names_of(const std::vector<HelpOption>& options) {
  std::vector<std::string> names;
  for (const HelpOption& option : options) names.insert(names.end(), option.names.begin(), option.names.end());
  return join(names, " ");
}

std::string command_names(const HelpCommand& command) {
  std::vector<std::string> names;
  for (const HelpCommand& below : command.commands) names.push_back(below.name);
  return join(names, " ");
}

/// The line of bash that sets COMPREPLY for a value.
std::string bash_values(const HelpOption& option) {
  switch (option.values) {
    case Values::kChoices: return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$word\"))", join(option.choices, " "));
    case Values::kModels:
      return fmt::format("COMPREPLY=($(compgen -W \"{}\" -- \"$word\") $(compgen -f -X '!*.onnx' -- \"$word\"))",
                         kModelWords);
    case Values::kFiles: return "COMPREPLY=($(compgen -f -- \"$word\")); compopt -o filenames 2>/dev/null";
    case Values::kFolders: return "COMPREPLY=($(compgen -d -- \"$word\")); compopt -o filenames 2>/dev/null";
    default: return "COMPREPLY=()";
  }
}

/// Cases for the values of options, each flag once: the same flag means the same everywhere.
std::string bash_value_cases(const std::vector<FlatCommand>& flat) {
  std::string cases;
  std::vector<std::string> seen;
  for (const FlatCommand& entry : flat) {
    for (const HelpOption& option : entry.command->options) {
      if (option.value.empty() || std::ranges::find(seen, option.names.back()) != seen.end()) continue;
      seen.push_back(option.names.back());
      cases += fmt::format("    {}) {}; return ;;\n", join(option.names, "|"), bash_values(option));
    }
  }
  return cases;
}

}  // namespace

std::string bash_completion(const HelpCommand& program) {
  const auto flat = flatten(program);
  std::vector<std::string> paths;
  std::string words;
  std::string arguments;
  for (const FlatCommand& entry : flat) {
    const std::string pattern = entry.path.empty() ? "''" : "' " + entry.path + "'";
    const std::string options = names_of(entry.command->options) + " " + names_of(program.options);
    words += fmt::format("    {}) commands='{}'; options='{}' ;;\n", pattern, command_names(*entry.command), options);
    if (!entry.command->arguments.empty())
      arguments += fmt::format("    {}) {} ;;\n", pattern, bash_values(entry.command->arguments.front()));
    if (!entry.path.empty()) paths.push_back("' " + entry.path + "'");
  }
  return fmt::format(R"(# bash completion for overwatch; made by `overwatch completion bash`.
_overwatch() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} path='' commands='' options='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path ${{COMP_WORDS[i]}}" in
    {}) path+=" ${{COMP_WORDS[i]}}" ;;
    esac
  done
  case $before in
{}  esac
  case $path in
{}  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
    return
  fi
  if [[ -n $commands ]]; then
    COMPREPLY=($(compgen -W "$commands" -- "$word"))
    return
  fi
  case $path in
{}  esac
}}
complete -F _overwatch overwatch
)",
                     join(paths, " | "), bash_value_cases(flat), words, arguments);
}

namespace {

std::string zsh_escape(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '[' || letter == ']' || letter == ':' || letter == '\\') out += '\\';
    if (letter != '\'') out += letter;
  }
  return out;
}

std::string zsh_action(const HelpOption& option) {
  switch (option.values) {
    case Values::kChoices: return "(" + join(option.choices, " ") + ")";
    case Values::kModels: return "{_overwatch_model_names}";
    case Values::kFiles: return "_files";
    case Values::kFolders: return "_files -/";
    default: return " ";
  }
}

/// The specs of _arguments for one command, one a line.
std::string zsh_specs(const HelpCommand& command) {
  std::string specs;
  for (const HelpOption& option : command.options) {
    for (const std::string& name : option.names) {
      specs += fmt::format("    '*{}[{}]", name, zsh_escape(option.doc));
      if (!option.value.empty()) specs += fmt::format(":{}:{}", zsh_escape(option.value), zsh_action(option));
      specs += "'\n";
    }
  }
  return specs;
}

}  // namespace

std::string zsh_completion(const HelpCommand& program) {
  std::string functions;
  for (const FlatCommand& entry : flatten(program)) {
    std::string name = "_overwatch " + entry.path;
    for (char& letter : name) {
      if (letter == ' ') letter = '_';
    }
    const HelpCommand& command = *entry.command;
    std::string body =
        "  local -a specs=(\n" + zsh_specs(command) + (entry.path.empty() ? "" : zsh_specs(program)) + "  )\n";
    if (command.commands.empty()) {
      for (const HelpOption& argument : command.arguments)
        body += fmt::format("  specs+=('*:{}:{}')\n", zsh_escape(argument.value), zsh_action(argument));
      body += "  _arguments -s $specs\n";
    } else {
      std::string list;
      std::string cases;
      for (const HelpCommand& below : command.commands) {
        list += fmt::format("    '{}:{}'\n", below.name, zsh_escape(below.doc));
        cases += fmt::format("    {}) {}_{} ;;\n", below.name, entry.path.empty() ? "_overwatch" : name, below.name);
      }
      body += fmt::format(
          "  local -a commands=(\n{}  )\n  local state line\n  _arguments -s -C $specs '1: :->command' '*:: :->rest'\n"
          "  case $state in\n  command) _describe command commands ;;\n  rest) case $line[1] in\n{}    esac ;;\n  "
          "esac\n",
          list, cases);
    }
    functions += name + "() {\n" + body + "}\n\n";
  }
  return "#compdef overwatch\n# Made by `overwatch completion zsh`.\n\n"
         "_overwatch_model_names() {\n  local -a models=(${(f)\"$(overwatch completion models 2>/dev/null)\"})\n"
         "  _alternative 'models:model:compadd -a models' 'files:file:_files -g \"*.onnx\"'\n}\n\n" +
         functions +
         "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n  _overwatch_ \"$@\"\nelse\n  compdef _overwatch_ "
         "overwatch\nfi\n";
}

namespace {

/// fish: true inside this command, and not yet in one below it.
std::string fish_condition(const FlatCommand& entry) {
  if (entry.path.empty()) return "__fish_use_subcommand";
  std::string condition;
  std::string path = entry.path + " ";
  for (std::size_t blank = path.find(' '); blank != std::string::npos; blank = path.find(' ')) {
    condition += (condition.empty() ? "" : "; and ") + ("__fish_seen_subcommand_from " + path.substr(0, blank));
    path.erase(0, blank + 1);
  }
  if (!entry.command->commands.empty())
    condition += "; and not __fish_seen_subcommand_from " + command_names(*entry.command);
  return condition;
}

std::string fish_values(const HelpOption& option) {
  switch (option.values) {
    case Values::kNone: return "";
    case Values::kChoices: return " -x -a " + quoted(join(option.choices, " "));
    case Values::kModels: return " -r -a '(overwatch completion models 2>/dev/null)'";
    case Values::kFiles: return " -r -F";
    case Values::kFolders: return " -x -a '(__fish_complete_directories)'";
    case Values::kWord: return " -x";
  }
  return "";
}

std::string fish_option(const std::string& condition, const HelpOption& option) {
  std::string line = "complete -c overwatch" + (condition.empty() ? "" : " -n " + quoted(condition));
  for (const std::string& name : option.names)
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  return line + fish_values(option) + " -d " + quoted(option.doc) + "\n";
}

}  // namespace

std::string fish_completion(const HelpCommand& program) {
  std::string script = "# Made by `overwatch completion fish`.\ncomplete -c overwatch -f\n";
  for (const HelpOption& option : program.options) script += fish_option("", option);
  for (const FlatCommand& entry : flatten(program)) {
    const std::string condition = fish_condition(entry);
    for (const HelpCommand& below : entry.command->commands)
      script +=
          fmt::format("complete -c overwatch -n {} -a {} -d {}\n", quoted(condition), below.name, quoted(below.doc));
    if (entry.path.empty()) continue;
    for (const HelpOption& option : entry.command->options) script += fish_option(condition, option);
    for (const HelpOption& argument : entry.command->arguments)
      script += "complete -c overwatch -n " + quoted(condition) + fish_values(argument) + "\n";
  }
  return script;
}

}  // namespace ow::cli
