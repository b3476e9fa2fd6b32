#include "overwatch/command.h"

#include <fmt/core.h>

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "base/printable.h"

namespace ow::cli {

namespace {

log::Level log_level(const Globals& globals) {
  if (globals.verbose || globals.log_level == "debug") return log::Level::kDebug;
  if (globals.log_level == "warning") return log::Level::kWarning;
  return globals.log_level == "error" ? log::Level::kError : log::Level::kInfo;
}

}  // namespace

Result<std::filesystem::path> open_log(const Globals& globals, bool to_stderr) {
  OW_TRY(auto opened, log::init({.file = globals.log_file, .level = log_level(globals), .to_stderr = to_stderr}));
  if (!opened.note.empty()) fmt::print(stderr, "note: {}; the log is {}\n", opened.note, opened.file.string());
  return std::move(opened.file);
}

Result<std::unique_ptr<engine::Runtime>> make_runtime(const Globals& globals, std::shared_ptr<const Access> access) {
  const auto device = parse_device(globals.device);
  if (!device) {
    return fail_at("device", ErrorCode::kInvalidArgument,
                   "'{}' is not one of auto, cuda, tensorrt, mps, openvino, cpu (DEVICE or --device)", globals.device);
  }
  if (!access) {
    access = std::make_shared<const Access>(
        AccessOptions{.media_roots = globals.media_folders(), .output_root = std::filesystem::current_path()});
  }
  engine::RuntimeOptions options{.model_folders = globals.model_folders(),
                                 .access = std::move(access),
                                 .device = *device,
                                 .cores = static_cast<unsigned>(globals.cores)};
  options.add_nodes = globals.add_nodes;
  return engine::Runtime::create(std::move(options));
}

int report_error(const Error& error) {
  fmt::print(stderr, "error: {}\n", printable(error.text()));
  return error.code == ErrorCode::kInvalidArgument ? kUsage : kFailed;
}

Error in_file(const std::string& path, Error error) {
  error.message = error.text();
  error.place = path == "-" ? "standard input" : path;
  return error;
}

void print_json(const nlohmann::ordered_json& json) {
  std::cout << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace ow::cli
