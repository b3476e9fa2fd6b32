#include "models/export.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "infer/session.h"
#include "models/files.h"
#include "models/onnx_batch.h"
#include "models/tfjs_import.h"

namespace ow::models {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFileBytesMax = 2ULL << 30;
constexpr std::int64_t kBatchMax = 64;

/// The file while it is not yet known to be good; gone when it was not.
class Draft {
 public:
  explicit Draft(const fs::path& output) : path_(output.string() + ".draft-" + std::to_string(::getpid())) {}
  ~Draft() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }
  Status become(const fs::path& output) {
    std::error_code error;
    fs::rename(path_, output, error);
    if (error) return fail(ErrorCode::kPermissionDenied, "cannot write {}: {}", output.string(), error.message());
    return {};
  }
  /// What went wrong with the draft, said of the file that was asked for.
  [[nodiscard]] Error said_of(const fs::path& output, Error error) const {
    const std::string draft = path_.string();
    for (std::size_t at = 0; (at = error.message.find(draft, at)) != std::string::npos; at += output.string().size()) {
      error.message.replace(at, draft.size(), output.string());
    }
    return error;
  }

 private:
  fs::path path_;
};

fs::path output_for(const ExportOptions& options) {
  if (!options.output.empty()) return options.output;
  fs::path out = options.model;
  if (out.extension() == ".json") return out.replace_extension(".onnx");
  const std::string suffix = !options.batch                    ? ""
                             : *options.batch == kDynamicBatch ? "-dynamic"
                                                               : "-b" + std::to_string(*options.batch);
  return out.replace_filename(out.stem().string() + suffix + ".onnx");
}

Result<std::string> convert_tfjs(const fs::path& model, const fs::path& output) {
  auto report = model.filename() == "centernet.json"
                    ? import_centernet_mb3(model, output)
                    : import_tfjs({.model_json = model, .output = output, .outputs = {}, .metadata = {}});
  if (!report) return std::unexpected(std::move(report).error());
  return fmt::format("converted from TensorFlow.js: {} of {} operations written", report->nodes_written,
                     report->nodes_read);
}

Result<std::string> rewrite_batch(const fs::path& model, const fs::path& output, std::int64_t batch) {
  if (batch != kDynamicBatch && (batch < 1 || batch > kBatchMax))
    return fail_at("--batch", ErrorCode::kInvalidArgument, "{} is not 'dynamic' or 1 to {}", batch, kBatchMax);
  OW_CHECK(write_with_batch(model, output, batch));
  if (auto same = same_results(model, output); !same) {
    return fail(
        ErrorCode::kUnsupported,
        "the graph of {} has its batch size in its operations ({}); export it anew where it came from, e.g. yolo "
        "export model=… format=onnx dynamic=True",
        model.string(), same.error().message);
  }
  const std::string what = batch == kDynamicBatch ? "dynamic" : std::to_string(batch);
  return "batch dimension rewritten to " + what + "; confirmed by running both files";
}

Result<std::string> copy_model(const fs::path& model, const fs::path& output) {
  OW_TRY(const std::string bytes, read_file(model, kFileBytesMax));
  OW_CHECK(write_file_atomically(output, bytes));
  return std::string("it is ONNX already: checked and copied as it is");
}

Status write_draft(const ExportOptions& options, const fs::path& draft, ExportReport& report) {
  if (options.model.extension() == ".json") {
    OW_TRY(report.done, convert_tfjs(options.model, draft));
  } else if (options.batch) {
    OW_TRY(report.done, rewrite_batch(options.model, draft, *options.batch));
  } else {
    OW_TRY(report.done, copy_model(options.model, draft));
  }
  OW_TRY(report.description, describe_model(draft));
  return {};
}

Result<ExportReport> export_onnx(const ExportOptions& options) {
  ExportReport report;
  report.output = output_for(options);
  std::error_code error;
  if (fs::equivalent(options.model, report.output, error)) {
    return fail_at("--output", ErrorCode::kInvalidArgument, "{} is ONNX already; name another file, or a --batch",
                   options.model.string());
  }
  if (options.existing == ExistingOutput::kRefused && fs::exists(report.output, error)) {
    return fail_at("--output", ErrorCode::kAlreadyExists, "there is a file {} already; name another, or say --force",
                   report.output.string());
  }
  Draft draft(report.output);
  if (Status written = write_draft(options, draft.path(), report); !written) {
    return std::unexpected(draft.said_of(report.output, std::move(written).error()));
  }
  OW_CHECK(draft.become(report.output));
  return report;
}

Result<ExportReport> export_engine(const ExportOptions& options, const std::vector<infer::DeviceInfo>& devices) {
  const auto tensorrt = std::ranges::find(devices, DeviceKind::kTensorRt, &infer::DeviceInfo::kind);
  if (tensorrt == devices.end() || !tensorrt->available) {
    return fail(
        ErrorCode::kUnsupported,
        "an engine is built by TensorRT on the GPU that runs it, and there is none to use: {}. `make gpu` fetches "
        "the CUDA and TensorRT providers; then `overwatch devices` shows them",
        tensorrt == devices.end() ? "TensorRT was not looked for" : tensorrt->reason);
  }
  if (!options.output.empty()) {
    return fail_at("--output", ErrorCode::kInvalidArgument,
                   "an engine lies in the cache beside its model ({}), from where it is loaded",
                   infer::engine_cache_folder(options.model).string());
  }
  ExportReport report;
  OW_TRY(report.description, describe_model(options.model));
  OW_TRY(const auto session, infer::create_onnx_session({.file = options.model, .device = DeviceKind::kTensorRt}));
  report.output = infer::engine_cache_folder(options.model);
  report.done = fmt::format("engine built for {}: {}", tensorrt->name, session->truth().text());
  return report;
}

}  // namespace

std::optional<ExportFormat> parse_export_format(std::string_view text) {
  if (text == "onnx") return ExportFormat::kOnnx;
  if (text == "engine") return ExportFormat::kEngine;
  if (text == "int8") return ExportFormat::kInt8;
  return std::nullopt;
}

std::optional<Error> foreign_model_error(const fs::path& model, ExportFormat format) {
  const std::string extension = to_lower(model.extension().string());
  const std::string name = model.filename().string();
  if (extension == ".pt" || extension == ".pth") {
    const std::string to_onnx = "pip install ultralytics && yolo export model=" + name + " format=onnx";
    const std::string onnx = model.stem().string() + ".onnx";
    std::string message =
        name + " holds PyTorch weights, which only their own tool can read; export it there: " + to_onnx;
    if (format == ExportFormat::kOnnx) message += ", then use " + onnx;
    if (format == ExportFormat::kEngine) message += ", then: overwatch models export " + onnx + " --format engine";
    if (format == ExportFormat::kInt8) message += "; Overwatch does not quantize yet (docs/models.md)";
    return Error{ErrorCode::kUnsupported, message, {}};
  }
  constexpr std::array<std::string_view, 5> kOthers = {".engine", ".trt", ".tflite", ".mlpackage", ".xml"};
  if (std::ranges::find(kOthers, extension) == kOthers.end()) return std::nullopt;
  return Error{
      ErrorCode::kUnsupported,
      name +
          " is a finished export for another runtime and cannot be turned back; start from the ONNX file that it "
          "was made of",
      {}};
}

Result<ExportReport> export_model(const ExportOptions& options, const std::vector<infer::DeviceInfo>& devices) {
  if (auto foreign = foreign_model_error(options.model, options.format)) return std::unexpected(std::move(*foreign));
  if (options.batch && options.format != ExportFormat::kOnnx)
    return fail_at("--batch", ErrorCode::kInvalidArgument, "goes with --format onnx only");
  switch (options.format) {
    case ExportFormat::kOnnx: return export_onnx(options);
    case ExportFormat::kEngine: return export_engine(options, devices);
    case ExportFormat::kInt8: break;
  }
  return fail(ErrorCode::kUnsupported,
              "Overwatch does not quantize yet. What works today: an INT8 ONNX file made elsewhere (ONNX Runtime's "
              "quantize_static or quantize_dynamic) runs as it is, and is shown as int8: --model {}-int8.onnx",
              options.model.stem().string());
}

}  // namespace ow::models
