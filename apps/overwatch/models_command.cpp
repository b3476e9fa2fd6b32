#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "infer/session.h"
#include "models/catalogue.h"
#include "models/tfjs_import.h"
#include "overwatch/command.h"
#include "overwatch/table.h"
#include "vision/head.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string megabytes(std::uint64_t bytes) { return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6); }

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
          {"note", entry.note}};
}

int list(const Globals& globals, bool json) {
  const models::Library library(globals.model_folders());
  const auto installed = library.installed();
  if (json) {
    Json out = {{"installed", Json::array()}, {"catalogue", Json::array()}};
    for (const auto& model : installed) {
      out["installed"].push_back(
          {{"name", model.name}, {"path", model.path.string()}, {"file_bytes", model.file_bytes}});
    }
    for (const auto& entry : models::catalogue()) out["catalogue"].push_back(to_json(entry));
    print_json(out);
    return kOk;
  }
  std::vector<std::vector<std::string>> rows = {{"MODEL", "INSTALLED", "SIZE", "INPUT", "LICENCE", "SOURCE"}};
  for (const auto& model : installed) {
    if (model.entry) continue;
    rows.push_back({model.name, "yes", megabytes(model.file_bytes), "-", "-", model.path.string()});
  }
  for (const auto& entry : models::catalogue()) {
    const bool there = std::ranges::any_of(installed, [&](const auto& model) { return model.name == entry.name; });
    rows.push_back({std::string(entry.name), there ? "yes" : "no", megabytes(entry.file_bytes),
                    std::to_string(entry.input_size), std::string(entry.licence), std::string(entry.source)});
  }
  fmt::print("{}\n`overwatch models info NAME` tells how to get one. Folders searched:\n", format_table(rows));
  for (const auto& folder : library.folders()) fmt::print("  {}\n", folder.string());
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

int info(const Globals& globals, const std::string& name, bool json) {
  const models::Library library(globals.model_folders());
  const auto entry = std::ranges::find(models::catalogue(), name, &models::CatalogueEntry::name);
  const bool known = entry != models::catalogue().end();
  const auto file = library.resolve(name);
  if (!known && !file) return report_error(file.error());
  if (json) {
    Json out = known ? to_json(*entry) : Json{{"name", name}};
    out["installed"] = file.has_value();
    if (file) {
      out["path"] = file->string();
      const auto signature = infer::read_signature(*file);
      if (!signature) return report_error(signature.error());
      for (const auto* side : {&signature->inputs, &signature->outputs}) {
        Json& specs = out[side == &signature->inputs ? "inputs" : "outputs"] = Json::array();
        for (const TensorSpec& spec : *side)
          specs.push_back({{"name", spec.name}, {"shape", spec.shape}, {"type", spec.element_type}});
      }
    }
    print_json(out);
    return kOk;
  }
  if (known) {
    fmt::print("{}: {} ({}), {:.1f} M parameters, input {}, about {}\nlicence   {}\nsource    {}\n", entry->name,
               entry->family, entry->task, entry->parameters_millions, entry->input_size, megabytes(entry->file_bytes),
               entry->licence, entry->source);
    if (!entry->note.empty()) fmt::print("note      {}\n", entry->note);
  }
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

int import_model(const std::string& input, const std::string& output) {
  const auto report = models::import_centernet_mb3(input, output);
  if (!report) return report_error(report.error());
  fmt::print("{}: {} of {} operations written, {} of weights\n", output, report->nodes_written, report->nodes_read,
             megabytes(report->weight_bytes));
  return kOk;
}

}  // namespace

void add_models_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  CLI::App* command = app.add_subcommand("models", "List, inspect and import models");
  command->require_subcommand(1);
  command->footer("Examples:\n  overwatch models list\n  overwatch models info yolov8n");
  auto json = std::make_shared<bool>(false);
  auto first = std::make_shared<std::string>();
  auto output = std::make_shared<std::string>();

  CLI::App* list_command = command->add_subcommand("list", "Installed models and the catalogue");
  list_command->add_flag("--json", *json, "Print as JSON");
  list_command->callback([&globals, json, exit_code] { *exit_code = list(globals, *json); });

  CLI::App* info_command = command->add_subcommand("info", "What a model is, where it comes from, what its file holds");
  info_command->add_option("MODEL", *first, "Name or path")->required();
  info_command->add_flag("--json", *json, "Print as JSON");
  info_command->callback([&globals, first, json, exit_code] { *exit_code = info(globals, *first, *json); });

  CLI::App* import_command = command->add_subcommand("import", "Convert centernet.json (TensorFlow.js) to ONNX");
  import_command->add_option("MODEL_JSON", *first, "centernet.json with its .bin beside it")->required();
  import_command->add_option("--output", *output, "The .onnx file to write")->required();
  import_command->footer("Example:\n  overwatch models import centernet.json --output centernet-mb3.onnx");
  import_command->callback([first, output, exit_code] { *exit_code = import_model(*first, *output); });
}

}  // namespace ow::cli
