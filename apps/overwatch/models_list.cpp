// overwatch models list and info: what is there, what can be had, what a file holds, how fast it is here.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "infer/devices.h"
#include "infer/session.h"
#include "models/catalogue.h"
#include "models/speed_meter.h"
#include "overwatch/models_command.h"
#include "overwatch/signals.h"
#include "overwatch/table.h"
#include "server/resources/model_json.h"
#include "store/data_folder.h"
#include "vision/head.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;
using models::Speeds;

std::string pull_command(const models::CatalogueEntry& entry) {
  return entry.url.empty() ? std::string() : "overwatch models pull " + std::string(entry.name);
}

Json to_json(const models::CatalogueEntry& entry) {
  return {{"name", entry.name},
          {"family", entry.family},
          {"task", entry.task},
          {"source", entry.source},
          {"licence", entry.licence},
          {"input_size", entry.input_size},
          {"parameters_millions", entry.parameters_millions},
          {"file_bytes", entry.file_bytes},
          {"how_to_get", entry.how_to_get},
          {"note", entry.note},
          {"url", entry.url},
          {"sha256", entry.sha256},
          {"pull", pull_command(entry)}};
}

std::string speed_text(const models::MeasuredSpeed* speed) {
  if (speed == nullptr) return "-";
  return fmt::format("{:.1f} ms ({}{})", speed->ms_p50, speed->device, speed->busy ? ", busy" : "");
}

/// Measures every installed model; one that cannot run is said and left out.
Status measure_all(const Globals& globals, const models::Library& library,
                   const std::vector<models::InstalledModel>& installed) {
  const auto wish = parse_device(globals.device);
  if (!wish) return fail_at("device", ErrorCode::kInvalidArgument, "'{}' is no device", globals.device);
  OW_TRY(const DeviceKind device, infer::choose_device(*wish, infer::detect_devices()));
  OW_CHECK(store::make_data_folder(globals.data_folder()));
  models::SpeedMeter meter({.library = library, .file = globals.data_folder() / models::kSpeedFile, .device = device});
  const StopOnSignal stop;
  const std::stop_callback on_signal(stop.token(), [&meter] { meter.stop(); });
  for (const models::InstalledModel& model : installed) {
    fmt::print(stderr, "measuring {} …\n", model.name);
    const auto speed = meter.measure(model.name);
    if (speed) continue;
    const bool hopeless = speed.error().code == ErrorCode::kCancelled || speed.error().place == models::kSpeedPlace;
    if (hopeless) return std::unexpected(speed.error());
    fmt::print(stderr, "  not measured: {}\n", speed.error().text());
  }
  return {};
}

void print_list(const models::Library& library, const std::vector<models::InstalledModel>& installed,
                const Speeds& speeds) {
  std::vector<std::vector<std::string>> rows = {
      {"MODEL", "INSTALLED", "SIZE", "INPUT", "TASK", "LICENCE", "HERE", "TO GET IT / SOURCE"}};
  std::map<std::string_view, const models::InstalledModel*> by_name;
  for (const auto& model : installed) {
    by_name[model.name] = &model;
    if (model.entry) continue;
    rows.push_back({model.name, "yes", megabytes(model.file_bytes), "-", "-", "-", speed_text(speed_of(speeds, model)),
                    model.path.string()});
  }
  for (const auto& entry : models::catalogue()) {
    const auto found = by_name.find(entry.name);
    const models::InstalledModel* model = found == by_name.end() ? nullptr : found->second;
    const std::string pull = pull_command(entry);
    const std::string last = model != nullptr || pull.empty() ? std::string(entry.source) : pull;
    rows.push_back({std::string(entry.name), model != nullptr ? "yes" : "no",
                    megabytes(model != nullptr ? model->file_bytes : entry.file_bytes),
                    std::to_string(entry.input_size), std::string(entry.task), std::string(entry.licence),
                    model != nullptr ? speed_text(speed_of(speeds, *model)) : "-", last});
  }
  fmt::print(
      "{}\n`overwatch models info NAME` tells more, `overwatch models list --measure` fills HERE. Folders searched:\n",
      format_table(rows));
  for (const auto& folder : library.folders()) fmt::print("  {}\n", folder.string());
}

int list(const Globals& globals, bool json, bool measure) {
  const models::Library library(globals.model_folders());
  const auto installed = library.installed();
  if (measure) {
    const auto measured = measure_all(globals, library, installed);
    if (!measured) return report_error(measured.error());
  }
  const Speeds speeds = models::read_speeds(globals.data_folder() / models::kSpeedFile);
  if (!json) {
    print_list(library, installed, speeds);
    return kOk;
  }
  Json out = {{"installed", Json::array()}, {"catalogue", Json::array()}};
  for (const auto& model : installed) {
    out["installed"].push_back({{"name", model.name},
                                {"path", model.path.string()},
                                {"file_bytes", model.file_bytes},
                                {"measured", server::speed_json(speed_of(speeds, model))}});
  }
  for (const auto& entry : models::catalogue()) {
    Json& last = out["catalogue"].emplace_back(to_json(entry));
    last["installed"] = std::ranges::any_of(installed, [&](const auto& model) { return model.name == entry.name; });
  }
  print_json(out);
  return kOk;
}

void print_signature(const ModelSignature& signature) {
  for (const TensorSpec& spec : signature.inputs)
    fmt::print("input     {} {} {}\n", spec.name, shape_text(spec.shape), spec.element_type);
  for (const TensorSpec& spec : signature.outputs)
    fmt::print("output    {} {} {}\n", spec.name, shape_text(spec.shape), spec.element_type);
  const auto head = vision::recognise_head(signature);
  if (!head) {
    fmt::print("head      not understood: {}\n", head.error().message);
    return;
  }
  fmt::print("head      {}\nclasses   {}\n", (*head)->name(), (*head)->labels()->size());
}

Json signature_json(const std::vector<TensorSpec>& specs) {
  Json out = Json::array();
  for (const TensorSpec& spec : specs)
    out.push_back({{"name", spec.name}, {"shape", spec.shape}, {"type", spec.element_type}});
  return out;
}

int print_info_json(const std::string& name, const models::CatalogueEntry* entry,
                    const Result<std::filesystem::path>& file) {
  Json out = entry != nullptr ? to_json(*entry) : Json{{"name", name}};
  out["installed"] = file.has_value();
  if (file) {
    const auto signature = infer::read_signature(*file);
    if (!signature) return report_error(signature.error());
    out["path"] = file->string();
    out["inputs"] = signature_json(signature->inputs);
    out["outputs"] = signature_json(signature->outputs);
  }
  print_json(out);
  return kOk;
}

void print_entry(const models::CatalogueEntry& entry) {
  fmt::print("{}: {} ({}), {:.1f} M parameters, input {}, about {}\nlicence   {}\nsource    {}\n", entry.name,
             entry.family, entry.task, entry.parameters_millions, entry.input_size, megabytes(entry.file_bytes),
             entry.licence, entry.source);
  if (!entry.url.empty()) {
    fmt::print("url       {}\nsha-256   {}\n", entry.url,
               entry.sha256.empty() ? "not known: pull with --sha256 SUM or --trust-first-use" : entry.sha256);
  }
  if (!entry.note.empty()) fmt::print("note      {}\n", entry.note);
}

int info(const Globals& globals, const std::string& name, bool json) {
  const models::Library library(globals.model_folders());
  const models::CatalogueEntry* entry = models::find_in_catalogue(name);
  const auto file = library.resolve(name);
  if (entry == nullptr && !file) return report_error(file.error());
  if (json) return print_info_json(name, entry, file);
  if (entry != nullptr) print_entry(*entry);
  if (!file) {
    fmt::print("installed no; to get it: {}\n", entry->how_to_get);
    return kOk;
  }
  fmt::print("file      {}\n", file->string());
  const auto signature = infer::read_signature(*file);
  if (!signature) return report_error(signature.error());
  print_signature(*signature);
  return kOk;
}

}  // namespace

void add_models_list_commands(CLI::App& models, Globals& globals, ExitCode exit_code) {
  auto json = std::make_shared<bool>(false);
  auto measure = std::make_shared<bool>(false);
  auto name = std::make_shared<std::string>();
  CLI::App* list_command = models.add_subcommand("list", "Installed models and the catalogue");
  list_command->add_flag("--json", *json, "Print as JSON");
  list_command->add_flag("--measure", *measure, "Run each installed model for a second and keep what it takes here");
  list_command->footer("Example:\n  overwatch models list --measure");
  list_command->callback([&globals, json, measure, exit_code] { *exit_code = list(globals, *json, *measure); });

  CLI::App* info_command = models.add_subcommand("info", "What a model is, where it comes from, what its file holds");
  info_command->add_option("MODEL", *name, "Name or path")->required();
  info_command->add_flag("--json", *json, "Print as JSON");
  info_command->footer("Example:\n  overwatch models info yolov8n");
  info_command->callback([&globals, name, json, exit_code] { *exit_code = info(globals, *name, *json); });
}

}  // namespace ow::cli
