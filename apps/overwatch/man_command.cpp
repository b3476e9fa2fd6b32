#include <fmt/core.h>

#include "overwatch/command.h"
#include "overwatch/help_tree.h"

namespace ow::cli {

void add_man_command(CLI::App& app, Globals&, ExitCode) {
  auto page = std::make_shared<std::string>("overwatch");
  CLI::App* command = app.add_subcommand("man", "Print the manual page, for `man -l -`");
  command->add_option("PAGE", *page, "overwatch or overwatch.yaml")
      ->check(CLI::IsMember({"overwatch", "overwatch.yaml"}))
      ->type_name("");
  command->footer("Example:\n  overwatch man | man -l -");
  command->callback([&app, page] {
    fmt::print("{}", *page == "overwatch" ? man_page(help_tree(app), OW_VERSION) : config_man_page(OW_VERSION));
  });
}

}  // namespace ow::cli
