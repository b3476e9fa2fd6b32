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

namespace ow::cli {

inline constexpr int kOk = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;

/// Values of the global options (and their OVERWATCH_* variables).
struct Globals {
  std::string data_dir;                  ///< empty: ./.overwatch when it exists, else the XDG data folder
  std::vector<std::string> models_dirs;  ///< searched before <data>/models
  std::string models_mirror;             ///< base address that `models pull` uses instead of the official ones
  std::string device = "auto";           ///< DEVICE
  std::string log_file = "/tmp/overwatch.log";
  bool verbose = false;
  std::function<void(graph::Registry&)> add_nodes;

  [[nodiscard]] std::filesystem::path data_folder() const;
  [[nodiscard]] std::vector<std::filesystem::path> model_folders() const;
};

/// Opens the log; called by commands that run workflows.
Status open_log(const Globals& globals, bool to_stderr);

/// A runtime as the globals want it. `access` null: that of the command line, where the user may do what the user may do.
Result<std::unique_ptr<engine::Runtime>> make_runtime(const Globals& globals, std::shared_ptr<const Access> access);

/// "error: …" on standard error; the exit code that the error asks for.
int report_error(const Error& error);

/// JSON on standard output, indented.
void print_json(const nlohmann::ordered_json& json);

/// Reads a whole text file of at most `bytes_max` ("-" is standard input).
Result<std::string> read_text_file(const std::string& path, std::size_t bytes_max);

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

}  // namespace ow::cli
