#include "overwatch/help_tree.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "engine/presets.h"
#include "overwatch/config/keys.h"

namespace ow::cli {
namespace {

struct NamedValues {
  std::string_view name;
  Values values;
};

/// What the flags and arguments that are no settings take; the others take a word.
constexpr std::array kKnownValues = {
    NamedValues{"--model", Values::kModels},       NamedValues{"--demo-model", Values::kModels},
    NamedValues{"MODEL", Values::kModels},         NamedValues{"--config", Values::kFiles},
    NamedValues{"--log-file", Values::kFiles},     NamedValues{"--jsonl", Values::kFiles},
    NamedValues{"--report", Values::kFiles},       NamedValues{"--trace", Values::kFiles},
    NamedValues{"--save", Values::kFiles},         NamedValues{"--output", Values::kFiles},
    NamedValues{"FILE", Values::kFiles},           NamedValues{"SOURCE", Values::kFiles},
    NamedValues{"MODEL_JSON", Values::kFiles},     NamedValues{"--data-dir", Values::kFolders},
    NamedValues{"--models-dir", Values::kFolders},
};

const Key* key_of_flag(std::string_view flag) {
  const auto found = std::ranges::find_if(keys(), [&](const Key& key) { return flag_of(key) == flag; });
  return found == keys().end() ? nullptr : &*found;
}

std::vector<std::string> choices_of(const std::string& name) {
  std::vector<std::string> choices;
  if (name == "--preset") {
    for (const engine::Preset& preset : engine::presets()) choices.emplace_back(preset.name);
  } else if (name == "SHELL") {
    choices = {"bash", "zsh", "fish"};
  } else if (name == "--role") {
    choices = {"viewer", "editor", "admin"};
  } else if (const Key* key = key_of_flag(name)) {
    choices = key->choices;
  }
  return choices;
}

void set_values(HelpOption& option) {
  const std::string& name = option.names.back();
  option.choices = choices_of(name);
  const Key* key = key_of_flag(name);
  const auto known = std::ranges::find(kKnownValues, name, &NamedValues::name);
  option.values = !option.choices.empty()                      ? Values::kChoices
                  : known != kKnownValues.end()                ? known->values
                  : key != nullptr && key->kind == Kind::kPath ? Values::kFiles
                                                               : Values::kWord;
}

HelpOption read_option(const CLI::Option& option) {
  HelpOption help{.names = {}, .doc = option.get_description(), .value = {}, .choices = {}};
  help.required = option.get_required();
  if (option.get_positional()) {
    help.names = {option.get_name()};
    help.value = help.names.front();
    set_values(help);
    return help;
  }
  for (const std::string& name : option.get_snames()) help.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) help.names.push_back("--" + name);
  if (option.get_items_expected_max() == 0) return help;
  help.value = option.get_type_name().empty() ? "VALUE" : option.get_type_name();
  set_values(help);
  return help;
}

}  // namespace

HelpCommand help_tree(const CLI::App& app) {
  HelpCommand help{.name = app.get_name(),
                   .doc = app.get_description(),
                   .footer = std::string(trim(app.get_footer())),
                   .options = {},
                   .arguments = {},
                   .commands = {}};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    (option->get_positional() ? help.arguments : help.options).push_back(read_option(*option));
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!command->get_group().empty()) help.commands.push_back(help_tree(*command));
  }
  return help;
}

}  // namespace ow::cli
