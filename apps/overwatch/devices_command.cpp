#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "infer/session.h"
#include "overwatch/command.h"
#include "overwatch/table.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Loads a model on the chosen device and says what really runs it.
Result<ExecutionTruth> probe(const engine::Runtime& runtime, const std::string& model) {
  OW_TRY(const auto file, runtime.library().resolve(model));
  OW_TRY(const auto session, infer::create_onnx_session({.file = file, .device = runtime.default_device()}));
  return session->truth();
}

Json to_json(const ExecutionTruth& truth) {
  Json json = {
      {"device", to_string(truth.device)}, {"precision", to_string(truth.precision)}, {"runtime", truth.runtime}};
  json["providers"] = Json::array();
  for (const ProviderShare& share : truth.providers) {
    json["providers"].push_back({{"provider", share.provider}, {"nodes", share.node_count}});
  }
  return json;
}

int devices(const Globals& globals, const std::string& model, bool json) {
  const auto runtime = make_runtime(globals, {});
  if (!runtime) return report_error(runtime.error());
  const auto truth = probe(**runtime, model);
  if (json) {
    Json out = {{"devices", Json::array()}, {"default", to_string((*runtime)->default_device())}};
    for (const infer::DeviceInfo& device : (*runtime)->devices()) {
      out["devices"].push_back({{"kind", to_string(device.kind)},
                                {"name", device.name},
                                {"available", device.available},
                                {"reason", device.reason}});
    }
    out["model"] = model;
    if (truth) out["execution"] = to_json(*truth);
    if (!truth) out["error"] = truth.error().text();
    print_json(out);
    return kOk;
  }
  std::vector<std::vector<std::string>> rows = {{"DEVICE", "AVAILABLE", "WHAT"}};
  for (const infer::DeviceInfo& device : (*runtime)->devices()) {
    rows.push_back({std::string(to_string(device.kind)), device.available ? "yes" : "no",
                    device.available ? device.name : device.reason});
  }
  fmt::print("{}\nchosen: {}\n", format_table(rows), to_string((*runtime)->default_device()));
  if (truth) {
    fmt::print("{} really runs on: {} ({}, {})\n", model, truth->text(), to_string(truth->precision), truth->runtime);
  } else {
    fmt::print("what really runs is known once a model is there: {}\n", truth.error().text());
  }
  return kOk;
}

}  // namespace

void add_devices_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  auto model = std::make_shared<std::string>(models::kDefaultModel);
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("devices", "Show the compute devices and what really runs a model");
  command->add_option("--model", *model, "Model to load for the proof");
  command->add_flag("--json", *json, "Print as JSON");
  command->footer("Example:\n  overwatch devices --model yolov8n.onnx");
  command->callback([&globals, model, json, exit_code] { *exit_code = devices(globals, *model, *json); });
}

}  // namespace ow::cli
