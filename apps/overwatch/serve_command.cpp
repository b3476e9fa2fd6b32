#include <fmt/core.h>

#include "base/descriptor_limit.h"
#include "base/log.h"
#include "base/log_ring.h"
#include "base/text.h"
#include "engine/engine_factory.h"
#include "models/downloads.h"
#include "models/speed_meter.h"
#include "overwatch/api_client.h"
#include "overwatch/command.h"
#include "overwatch/config/config_rules.h"
#include "overwatch/config/folders.h"
#include "overwatch/demo.h"
#include "overwatch/serve_access.h"
#include "overwatch/serve_security.h"
#include "overwatch/service_manager.h"
#include "overwatch/signals.h"
#include "server/machine_names.h"
#include "server/server.h"
#include "store/data_folder.h"
#include "web_assets.h"

namespace ow::cli {
namespace {

/// Lines of the log that the page can read.
constexpr std::size_t kLogLines = 2'000;

/// Stores the demo (again, when it changed) and starts it.
Status start_demo(engine::Engine& engine, const Globals& globals) {
  const Demo demo = make_demo(globals.media_folders(), globals.demo_model);
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

/// The server goes on without it.
void try_demo(engine::Engine& engine, const Globals& globals) {
  const auto status = start_demo(engine, globals);
  if (status) return;
  fmt::print(stderr, "error: the demo does not start: {}\n", status.error().text());
  const std::string advice = model_advice(".overwatch", globals.model_folders(), globals.demo_model);
  if (!advice.empty()) fmt::print(stderr, "note: {}\n", advice);
}

std::unique_ptr<models::Downloads> make_downloads(const Globals& globals) {
  models::DownloadsOptions options{.folder = globals.data_folder() / "models", .mirror = globals.models_mirror};
  options.http.proxy = net::ProxySettings::from_environment();
  options.http.user_agent = "overwatch/" OW_VERSION;
  return models::Downloads::create(std::move(options));
}

/// SIGHUP: another program has moved the log away.
void reopen_log() {
  if (const auto status = log::reopen(); !status) return log::warn("{}", status.error().text());
  log::info("the log file is open again");
}

/// What is missing or may not be used is a wrong setting: the service manager tries nothing again.
int fail_with(const Error& error) {
  log::error("{}", error.text());
  const int code = report_error(error);
  return error.code == ErrorCode::kNotFound || error.code == ErrorCode::kPermissionDenied ? kUsage : code;
}

/// What a browser is given, that of this machine first.
std::vector<std::string> urls_of(Endpoint endpoint) {
  if (!server::is_wildcard(endpoint.host)) return {endpoint.url()};
  const bool ipv4_only = endpoint.host == "0.0.0.0";
  endpoint.host = ipv4_only ? "127.0.0.1" : "::1";
  std::vector<std::string> urls = {endpoint.url()};
  for (const std::string& address : server::machine_addresses()) {
    if (ipv4_only && address.contains(':')) continue;
    endpoint.host = address;
    urls.push_back(endpoint.url());
  }
  return urls;
}

/// The server goes on without them: a disk may be put in later.
void tell_missing_folders(const Globals& globals) {
  for (const auto& [key, folders] :
       {std::pair("media_root", &globals.media_root), {"models_dir", &globals.models_dir}}) {
    for (const Error& each : missing_folders(*folders)) {
      log::warn("{}: {}", key, each.message);
      fmt::print(stderr, "note: {}: {}\n", key, each.message);
    }
  }
}

/// Files, cameras and the store need descriptors as well.
constexpr std::size_t kOtherDescriptors = 192;

std::size_t connections_within(std::size_t descriptors) {
  return descriptors > 2 * kOtherDescriptors ? descriptors - kOtherDescriptors : descriptors / 2;
}

void tell_few_descriptors(std::size_t descriptors) {
  if (descriptors > kOtherDescriptors) return;
  const std::string text = fmt::format(
      "this process may have {} files open, cameras and viewers included, and lets new ones wait when they are "
      "used up; `ulimit -n` or the service's LimitNOFILE allows more",
      descriptors);
  log::warn("{}", text);
  fmt::print(stderr, "note: {}\n", text);
}

int serve(const Globals& globals) {
  const auto log_file = open_log(globals, globals.verbose);
  if (!log_file) return fail_with(log_file.error());
  const auto lines = std::make_shared<log::Ring>(kLogLines);
  log::attach(lines);
  const StopOnSignal stop(reopen_log);
  const std::size_t descriptors = raise_descriptor_limit();
  tell_few_descriptors(descriptors);
  const std::filesystem::path data = globals.data_folder();
  const auto access = make_access(globals);
  access->set_own_port(static_cast<std::uint16_t>(globals.port));
  for (const Status& status : {check_mirror(globals), check_output_root(globals), check_source_variables(globals)}) {
    // Without room for recordings the server still shows and detects; they begin when there is room.
    if (!status && status.error().code == ErrorCode::kResourceExhausted) {
      log::warn("{}", status.error().text());
    } else if (!status) {
      return fail_with(status.error());
    }
  }
  tell_missing_folders(globals);
  auto runtime = make_runtime(globals, access);
  if (!runtime) return fail_with(runtime.error());
  const auto claim = store::claim_data_folder(data);
  if (!claim) return fail_with(claim.error());
  auto store = store::WorkflowStore::open(store::store_file(data));
  if (!store) return fail_with(store.error());

  server::ServerOptions server_options;
  server_options.address = globals.address;
  server_options.port = static_cast<std::uint16_t>(globals.port);
  server_options.limits.connections_max =
      std::min(static_cast<std::size_t>(globals.connections_max), connections_within(descriptors));
  server_options.assets = server::make_embedded_assets(web_assets());
  const auto security = make_security(globals, (*runtime)->clock(), server_options);
  if (!security) return fail_with(security.error());
  const auto engine = engine::create_engine(**runtime, std::move(*store));
  const auto downloads = make_downloads(globals);
  models::SpeedMeter speed_meter(
      {.library = (*runtime)->library(), .file = data / models::kSpeedFile, .device = (*runtime)->default_device()});
  server::Services services{
      *engine,    (*runtime)->library(), (*runtime)->profiler(),    (*runtime)->hub(),     (*runtime)->clock(),
      OW_VERSION, downloads.get(),       data / models::kSpeedFile, security->guard.get(), media_roots(globals),
      lines};
  services.speed_meter = &speed_meter;
  const bool tls = server_options.tls.has_value();
  auto server = server::Server::create(std::move(server_options), services);
  if (!server) return fail_with(server.error());
  access->set_own_port((*server)->port());
  (*server)->start();
  const std::vector<std::string> urls = urls_of({.host = globals.address, .port = (*server)->port(), .tls = tls});
  log::info("listening on {}", join(urls));
  if (globals.demo) try_demo(*engine, globals);
  fmt::print("Overwatch is running: {}/  (Ctrl-C stops it)\n", urls.front());
  for (std::size_t i = 1; i < urls.size(); ++i) fmt::print("from other machines: {}/\n", urls[i]);
  for (const std::string& note : security->notes) fmt::print("{}\n", note);
  fmt::print("log: {}  data: {}\n", log_file->string(), data.string());
  std::fflush(stdout);
  {
    // Alive: connections are taken and answered, and the engine gives up its lock.
    const Watchdog watchdog([&engine, &server, &globals] {
      if (!server_answers(globals.address, (*server)->port())) return false;
      static_cast<void>(engine->statuses());
      return true;
    });
    notify_service_manager(fmt::format("READY=1\nSTATUS=Listening on {}:{}", globals.address, (*server)->port()));
    stop.wait();
  }
  notify_service_manager("STOPPING=1");
  fmt::print("stopping\n");
  (*server)->stop();
  // Before the server waits for what it has begun: the service manager's patience ends.
  engine->end_runs();
  return kOk;
}

}  // namespace

void add_serve_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  CLI::App* command = app.add_subcommand("serve", "Run the server: workflows, live pictures and the page in a browser");
  command->footer("Examples:\n  overwatch serve --port 8000 --demo\n  overwatch serve --address 0.0.0.0 --tls self");
  command->callback([&globals, exit_code] { *exit_code = serve(globals); });
}

}  // namespace ow::cli
