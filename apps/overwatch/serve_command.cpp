#include <fmt/core.h>

#include "base/descriptors.h"
#include "base/log.h"
#include "engine/engine_factory.h"
#include "overwatch/command.h"
#include "overwatch/demo.h"
#include "overwatch/signals.h"
#include "server/server.h"
#include "web_assets.h"

namespace ow::cli {
namespace {

struct ServeOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8000;
  bool demo = false;
  std::string demo_model = std::string(models::kDefaultModel);
};

/// Stores the demo (again, when it changed) and starts it.
Status start_demo(engine::Engine& engine, const Globals& globals, const ServeOptions& options) {
  const Demo demo = make_demo(globals.data_folder(), options.demo_model);
  if (!demo.note.empty()) fmt::print("note: {}\n", demo.note);
  auto created = engine.create(demo.workflow, kDemoId);
  if (!created && created.error().code == ErrorCode::kAlreadyExists) {
    created = engine.update(kDemoId, demo.workflow, std::nullopt);
  }
  if (!created) return std::unexpected(created.error());
  const auto status = engine.status(kDemoId);
  if (status && status->state != engine::RunState::kStopped && status->state != engine::RunState::kFailed) return {};
  return engine.execute(kDemoId, {});
}

int fail_with(const Error& error) {
  log::error("{}", error.text());
  return report_error(error);
}

int serve(const Globals& globals, const ServeOptions& options) {
  if (const auto status = open_log(globals, globals.verbose); !status) return report_error(status.error());
  const StopOnSignal stop;
  log::info("{} files and connections may be open", raise_descriptor_limit());
  const std::filesystem::path data = globals.data_folder();
  auto runtime = make_runtime(globals, data / "output");
  if (!runtime) return fail_with(runtime.error());
  auto store = store::WorkflowStore::open(data / "overwatch.db");
  if (!store) return fail_with(store.error());

  server::ServerOptions server_options;
  server_options.address = options.address;
  server_options.port = options.port;
  server_options.assets = server::make_embedded_assets(web_assets());
  const auto engine = engine::create_engine(**runtime, std::move(*store));
  const server::Services services{*engine,           (*runtime)->library(), (*runtime)->profiler(),
                                  (*runtime)->hub(), (*runtime)->clock(),   OW_VERSION};
  auto server = server::Server::create(std::move(server_options), services);
  if (!server) return fail_with(server.error());
  (*server)->start();
  log::info("listening on http://{}:{}", options.address, (*server)->port());
  if (options.demo) {
    if (const auto status = start_demo(*engine, globals, options); !status) {
      fmt::print(stderr, "error: the demo does not start: {}\n", status.error().text());
    }
  }
  fmt::print("Overwatch is running: http://{}:{}/  (Ctrl-C stops it)\n", options.address, (*server)->port());
  fmt::print("log: {}  data: {}\n", globals.log_file, data.string());
  std::fflush(stdout);
  stop.wait();
  fmt::print("stopping\n");
  (*server)->stop();
  return kOk;
}

}  // namespace

void add_serve_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = app.add_subcommand("serve", "Run the server: workflows, live pictures and the page in a browser");
  command->add_option("--address", options->address, "Address to listen on (loopback only for now)")
      ->envname("OVERWATCH_ADDRESS");
  command->add_option("--port", options->port, "Port to listen on; 0 takes any free one")->envname("OVERWATCH_PORT");
  command->add_flag("--demo", options->demo, "Store and start the demo workflow");
  command->add_option("--demo-model", options->demo_model, "Model of the demo workflow");
  command->footer("Example:\n  overwatch serve --port 8000 --demo");
  command->callback([&globals, options, exit_code] { *exit_code = serve(globals, *options); });
}

}  // namespace ow::cli
