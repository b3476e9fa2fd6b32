#include "overwatch/models_command.h"

#include <fmt/core.h>

namespace ow::cli {

std::string megabytes(std::uint64_t bytes) { return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6); }

void add_models_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  CLI::App* command = app.add_subcommand("models", "List, fetch, inspect and convert models");
  command->require_subcommand(1);
  command->footer(
      "Examples:\n  overwatch models list\n  overwatch models pull yolox_nano\n  overwatch models info yolov8n\n"
      "  overwatch models export yolov8n --format onnx --batch dynamic");
  add_models_list_commands(*command, globals, exit_code);
  add_models_pull_commands(*command, globals, exit_code);
  add_models_export_commands(*command, globals, exit_code);
}

}  // namespace ow::cli
