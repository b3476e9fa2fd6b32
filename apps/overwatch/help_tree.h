// The commands and flags of the program as data, read from CLI11: man pages and completion are made from it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace ow::cli {

/// What completion offers for a value.
enum class Values { kNone, kChoices, kFiles, kFolders, kModels, kWord };

struct HelpOption {
  std::vector<std::string> names;  ///< "-h", "--help"; for an argument its name alone
  std::string doc;
  std::string value;  ///< "PATH", "N", …; empty for a switch
  Values values = Values::kNone;
  std::vector<std::string> choices;
  bool required = false;
};

struct HelpCommand {
  std::string name;
  std::string doc;
  std::string footer;
  std::vector<HelpOption> options;
  std::vector<HelpOption> arguments;
  std::vector<HelpCommand> commands;
};

/// The whole tree; commands and options without a group are hidden and left out.
HelpCommand help_tree(const CLI::App& app);

/// overwatch(1) and overwatch.yaml(5) in man(7) macros.
std::string man_page(const HelpCommand& program, std::string_view version);
std::string config_man_page(std::string_view version);

/// A script for bash, zsh or fish.
std::string bash_completion(const HelpCommand& program);
std::string zsh_completion(const HelpCommand& program);
std::string fish_completion(const HelpCommand& program);

}  // namespace ow::cli
