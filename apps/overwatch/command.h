// What all commands share: global options, error printing, exit codes.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "engine/runtime.h"
#include "overwatch/config/resolve.h"

namespace ow::cli {

inline constexpr int kOk = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;

/// The settings as file, environment and flags give them, and what else all commands share.
struct Globals : Settings {
  bool verbose = false;
  std::function<void(graph::Registry&)> add_nodes;
  std::string config;  ///< --config; empty: looked for
  /// Reads file, environment and flags into the settings. Done before a command runs, except for those that work without.
  std::function<Status()> load;
  std::function<GivenFlags()> given_flags;  ///< of the command line, once it is read
  Resolved resolved;  ///< what load() found

  [[nodiscard]] std::filesystem::path data_folder() const;
  [[nodiscard]] std::vector<std::filesystem::path> model_folders() const;
  [[nodiscard]] std::vector<std::filesystem::path> media_folders() const;  ///< searched for the sample clip
};

/// Opens the log, and says so when it is another file than the settings name; called by commands that run workflows. The file.
Result<std::filesystem::path> open_log(const Globals& globals, bool to_stderr);

/// A runtime as the globals want it. `access` null: that of the command line, where the user may do what the user may do.
Result<std::unique_ptr<engine::Runtime>> make_runtime(const Globals& globals, std::shared_ptr<const Access> access);

/// "error: …" on standard error; the exit code that the error asks for.
int report_error(const Error& error);

/// The error with the name of the file that it is about: "error: door.yaml: line 4 …".
Error in_file(const std::string& path, Error error);

/// JSON on standard output, indented.
void print_json(const nlohmann::ordered_json& json);

/// Each adds a sub-command; the callback stores the exit code.
using ExitCode = std::shared_ptr<int>;
void add_serve_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_run_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_detect_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_validate_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_nodes_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_templates_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_devices_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_models_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_bench_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_doctor_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_config_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_completion_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_man_command(CLI::App& app, Globals& globals, ExitCode exit_code);

}  // namespace ow::cli
