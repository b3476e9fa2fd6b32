#include <fmt/core.h>

#include "base/text.h"
#include "overwatch/config/config_docs.h"
#include "overwatch/help_tree.h"

namespace ow::cli {
namespace {

/// Text for roff: backslashes, hyphens of flags, and a line that would begin as a request.
std::string escape(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const char letter : text) {
    if (line_begins && (letter == '.' || letter == '\'')) out += "\\&";
    line_begins = letter == '\n';
    if (letter == '\\') {
      out += "\\e";
    } else if (letter == '-') {
      out += "\\-";
    } else {
      out += letter;
    }
  }
  return out;
}

std::string heading(std::string_view name, int section, std::string_view version) {
  return fmt::format(".\\\" Made by `overwatch man`.\n.TH {} {} \"\" \"Overwatch {}\"\n.nh\n", name, section, version);
}

/// "Examples:\n  overwatch …" as an indented block without filling.
std::string example_block(const std::string& footer) {
  if (footer.empty()) return {};
  return ".PP\n.nf\n" + escape(footer) + "\n.fi\n";
}

std::string option_entry(const HelpOption& option) {
  std::string names;
  for (const std::string& name : option.names) names += (names.empty() ? "\\fB" : ", \\fB") + escape(name) + "\\fR";
  if (!option.value.empty() && option.names.front().starts_with('-')) names += " \\fI" + escape(option.value) + "\\fR";
  return ".TP\n" + names + "\n" + escape(as_sentence(option.doc)) + "\n";
}

std::string synopsis(const std::string& path, const HelpCommand& command) {
  std::string text = ".B " + escape(path) + "\n";
  if (!command.options.empty()) text += "[\\fIoptions\\fR]\n";
  for (const HelpOption& argument : command.arguments) {
    text +=
        (argument.required ? "\\fI" + escape(argument.value) + "\\fR" : "[\\fI" + escape(argument.value) + "\\fR]") +
        "\n";
  }
  if (!command.commands.empty()) text += "\\fIcommand\\fR\n";
  return text;
}

/// A command and those below it.
void write_command(std::string& page, const std::string& path, const HelpCommand& command) {
  page += ".SS " + escape(path) + "\n" + synopsis(path, command) + ".PP\n" + escape(as_sentence(command.doc)) + "\n";
  for (const HelpOption& argument : command.arguments) page += option_entry(argument);
  for (const HelpOption& option : command.options) {
    if (option.names.back() != "--help") page += option_entry(option);
  }
  page += example_block(command.footer);
  for (const HelpCommand& below : command.commands) write_command(page, path + " " + below.name, below);
}

std::string files_section() {
  return ".SH FILES\n"
         ".TP\n.I ~/.config/overwatch/overwatch.yaml\nThe user's configuration, see\n.BR overwatch.yaml (5).\n"
         ".TP\n.I /etc/overwatch/overwatch.yaml\nThe machine's configuration, read when the user has none.\n"
         ".TP\n.I ~/.local/share/overwatch\nModels, media, workflows and output, unless\n.B \\-\\-data\\-dir\nsays "
         "otherwise.\n"
         ".TP\n.I /tmp/overwatch.log\nThe log, unless\n.B \\-\\-log\\-file\nsays otherwise.\n"
         ".TP\n.IR /var/lib/overwatch ,\\  /var/log/overwatch\nThe same two of the system service.\n";
}

constexpr const char* kExitStatus =
    ".SH EXIT STATUS\n.TP\n.B 0\nAll went well.\n.TP\n.B 1\nSomething failed.\n.TP\n.B 2\nThe command line or a "
    "setting is wrong.\n";

constexpr const char* kSignals =
    ".SH SIGNALS\n.TP\n.BR SIGINT ,\\  SIGTERM\nStop in order; a second one ends the program at once.\n"
    ".TP\n.B SIGHUP\n.B overwatch serve\nopens its log file again.\n";

}  // namespace

std::string man_page(const HelpCommand& program, std::string_view version) {
  std::string page = heading("OVERWATCH", 1, version);
  page += ".SH NAME\noverwatch \\- real\\-time video AI\n.SH SYNOPSIS\n" + synopsis(program.name, program);
  page += ".SH DESCRIPTION\n" + escape(program.doc) + "\n.SH OPTIONS\nThese may stand before or after the command.\n";
  for (const HelpOption& option : program.options) page += option_entry(option);
  page += ".SH COMMANDS\n";
  for (const HelpCommand& command : program.commands) write_command(page, program.name + " " + command.name, command);
  page +=
      ".SH ENVIRONMENT\nThe variable of a setting stands in brackets behind its flag; see\n.BR overwatch.yaml (5).\n";
  page += files_section() + kExitStatus + kSignals + ".SH EXAMPLES\n" + example_block(program.footer);
  page += ".SH SEE ALSO\n.BR overwatch.yaml (5)\n";
  return page;
}

std::string config_man_page(std::string_view version) {
  std::string page = heading("OVERWATCH.YAML", 5, version);
  page +=
      ".SH NAME\noverwatch.yaml \\- configuration of Overwatch\n.SH DESCRIPTION\n"
      "A YAML map of the keys below, each of them optional. One file is read: that of\n.B \\-\\-config\nor\n"
      ".BR OVERWATCH_CONFIG ,\nelse\n.I $XDG_CONFIG_HOME/overwatch/overwatch.yaml\n"
      "(by default in\n.IR ~/.config ),\nelse\n.IR /etc/overwatch/overwatch.yaml .\n"
      "Flags win over variables, variables over the file.\n"
      "A relative path starts from the folder of the file;\n.B ${NAME}\nstands for a variable.\n"
      ".B overwatch config check\nfinds mistakes,\n.B overwatch config show\ntells what is in force and why.\n"
      ".SH KEYS\n";
  for (const Key& key : keys()) {
    page += fmt::format(".TP\n.BR {} \" (\\fI{}\\fR)\"\n{}\nFlag {}, variable {}; default: {}.\n", escape(key.name),
                        escape(type_name_of(key)), escape(as_sentence(key.doc)), escape(flag_of(key)),
                        escape(join(variables_of(key), " or ")), escape(default_text(key)));
  }
  return page + ".SH SEE ALSO\n.BR overwatch (1)\n";
}

}  // namespace ow::cli
