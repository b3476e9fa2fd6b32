#include "overwatch/cli.h"

#include "base/allocator.h"
#include "overwatch/accounts.h"
#include "overwatch/command.h"

namespace ow::cli {
namespace {

constexpr const char* kFooter =
    "Examples:\n"
    "  overwatch serve --demo\n"
    "  overwatch detect street.mp4 --model centernet-mb3 --save seen.mp4\n"
    "  overwatch run workflow.yaml --preset balanced --jsonl -\n"
    "\n`overwatch COMMAND --help` tells more. Every command that prints facts takes --json.";

void add_globals(CLI::App& app, Globals& globals) {
  app.add_option("--data-dir", globals.data_dir, "Folder of models, workflows and output")
      ->envname("OVERWATCH_DATA_DIR");
  app.add_option("--models-dir", globals.models_dirs, "Further folder with .onnx files; may be given again")
      ->envname("OVERWATCH_MODELS_DIR");
  app.add_option("--models-mirror", globals.models_mirror,
                 "Base address that models are pulled from: <mirror>/<name>.onnx")
      ->envname("OVERWATCH_MODELS_MIRROR");
  app.add_option("--device", globals.device, "auto, cuda, tensorrt, mps, openvino or cpu")->envname("DEVICE");
  app.add_option("--log-file", globals.log_file, "Where the log goes")->envname("OVERWATCH_LOG_FILE");
  app.add_flag("--verbose", globals.verbose, "Log more");
}

}  // namespace

int run(int argc, const char* const* argv, const std::function<void(graph::Registry&)>& add_nodes) {
  use_few_arenas();
  Globals globals;
  globals.add_nodes = add_nodes;
  CLI::App app("Overwatch: real-time video AI with the cost of every millisecond on the screen.", "overwatch");
  app.set_version_flag("--version", std::string("overwatch ") + OW_VERSION);
  app.footer(kFooter);
  app.require_subcommand(1);
  app.fallthrough();
  add_globals(app, globals);

  const ExitCode exit_code = std::make_shared<int>(kOk);
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
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? kOk : kUsage;
  }
  return *exit_code;
}

}  // namespace ow::cli
