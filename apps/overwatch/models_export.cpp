// overwatch models export and import: files in other formats.
#include <fmt/core.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "models/catalogue.h"
#include "models/export.h"
#include "models/onnx_batch.h"
#include "models/tfjs_import.h"
#include "overwatch/models_command.h"

namespace ow::cli {
namespace {

struct ExportArguments {
  std::string model;
  std::string format = "onnx";
  std::string output;
  std::string batch;
  bool force = false;
  bool json = false;
};

Result<models::ExportOptions> to_options(const Globals& globals, const ExportArguments& arguments) {
  models::ExportOptions options;
  const auto format = models::parse_export_format(arguments.format);
  if (!format)
    return fail_at("--format", ErrorCode::kInvalidArgument, "'{}' is not onnx, engine or int8", arguments.format);
  options.format = *format;
  options.output = arguments.output;
  if (arguments.force) options.existing = models::ExistingOutput::kReplaced;
  if (arguments.batch == "dynamic") {
    options.batch = models::kDynamicBatch;
  } else if (!arguments.batch.empty()) {
    std::int64_t batch = 0;
    const char* end = arguments.batch.data() + arguments.batch.size();
    if (std::from_chars(arguments.batch.data(), end, batch).ptr != end)
      return fail_at("--batch", ErrorCode::kInvalidArgument, "'{}' is not 'dynamic' or a number", arguments.batch);
    options.batch = batch;
  }
  options.model = arguments.model;
  if (models::foreign_model_error(options.model, options.format))
    return options;  // said by export_model, also of absent files
  if (options.model.extension() == ".json" && std::filesystem::exists(options.model)) return options;
  OW_TRY(options.model, models::Library(globals.model_folders()).resolve(arguments.model));
  return options;
}

int export_model(const Globals& globals, const ExportArguments& arguments) {
  const auto options = to_options(globals, arguments);
  if (!options) return report_error(options.error());
  const auto report = models::export_model(*options, infer::detect_devices());
  if (!report) return report_error(report.error());
  if (arguments.json) {
    print_json({{"output", report->output.string()},
                {"done", report->done},
                {"head", report->description.head},
                {"classes", report->description.classes},
                {"input_size", {report->description.input_width, report->description.input_height}}});
    return kOk;
  }
  fmt::print("{}: {}\n{}\n", report->output.string(), description_text(report->description), report->done);
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

void add_models_export_commands(CLI::App& models, Globals& globals, ExitCode exit_code) {
  auto arguments = std::make_shared<ExportArguments>();
  CLI::App* command = models.add_subcommand("export", "Write a model in another format");
  command->add_option("MODEL", arguments->model, "Name, .onnx file, or the .json of a TensorFlow.js graph")->required();
  command->add_option("--format", arguments->format, "onnx, engine (TensorRT) or int8");
  command->add_option("--output", arguments->output, "The file to write; beside the model when left out");
  command->add_option("--batch", arguments->batch, "onnx: 'dynamic' or a number of pictures at once");
  command->add_flag("--force", arguments->force, "Replace the file when it is there already");
  command->add_flag("--json", arguments->json, "Print as JSON");
  command->footer(
      "Examples:\n  overwatch models export yolov8n --batch dynamic --output yolov8n-dynamic.onnx\n"
      "  overwatch models export yolov8n --format engine");
  command->callback([&globals, arguments, exit_code] { *exit_code = export_model(globals, *arguments); });

  auto first = std::make_shared<std::string>();
  auto output = std::make_shared<std::string>();
  CLI::App* import_command = models.add_subcommand("import", "Convert centernet.json (TensorFlow.js) to ONNX");
  import_command->add_option("MODEL_JSON", *first, "centernet.json with its .bin beside it")->required();
  import_command->add_option("--output", *output, "The .onnx file to write")->required();
  import_command->footer("Example:\n  overwatch models import centernet.json --output centernet-mb3.onnx");
  import_command->callback([first, output, exit_code] { *exit_code = import_model(*first, *output); });
}

}  // namespace ow::cli
