#include "overwatch/run_report.h"

#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/printable.h"
#include "graph/secrets.h"
#include "models/catalogue.h"
#include "overwatch/progress.h"
#include "overwatch/signals.h"
#include "profile/snapshot_json.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

Json nodes_json(const std::vector<graph::NodeReport>& nodes) {
  Json json = Json::object();
  for (const graph::NodeReport& node : nodes) {
    Json facts = {{"type", node.type}, {"health", graph::to_string(node.health)}};
    if (!node.message.empty()) facts["message"] = node.message;
    for (const auto& [name, value] : node.facts) facts[name] = value;
    json[node.id] = std::move(facts);
  }
  return json;
}

/// A report is for showing around.
Json masked_json(const graph::Workflow& workflow) {
  Json json = graph::to_json(workflow);
  graph::mask_secrets(json);
  return json;
}

Json report_json(const graph::Workflow& workflow, const engine::RunOnceResult& result) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  Json json = {{"overwatch", OW_VERSION},
               {"workflow", masked_json(workflow)},
               {"lossless", result.lossless},
               {"stopped", result.stopped},
               {"wall_s", result.wall_s},
               {"cpu_s", seconds(usage.ru_utime) + seconds(usage.ru_stime)},
               {"peak_memory_bytes", static_cast<std::uint64_t>(usage.ru_maxrss) * 1024}};
  // Provider, precision, threads and batch are what determinism hangs on: nodes' facts are read from the session.
  json["nodes"] = nodes_json(result.nodes);
  json["edges"] = Json::array();
  for (const graph::EdgeReport& edge : result.edges) {
    json["edges"].push_back({{"from", edge.from}, {"to", edge.to}, {"packets", edge.packets}, {"drops", edge.drops}});
  }
  json["performance"] = profile::to_json(result.statistics);
  return json;
}

std::unexpected<Error> cannot_write(const std::string& path, int reason) {
  return fail(ErrorCode::kPermissionDenied, "cannot write {}: {}", path, std::strerror(reason));
}

/// Before the run: what it found would be lost. Nothing is made or emptied.
Status check_can_be_written(const std::string& path) {
  const std::filesystem::path file = std::filesystem::absolute(path);
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) return cannot_write(path, EISDIR);
  const bool there = std::filesystem::exists(file, ignored);
  if (::access(there ? file.c_str() : file.parent_path().c_str(), W_OK) != 0) return cannot_write(path, errno);
  return {};
}

Status write_file(const std::string& path, const std::string& text) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.flush();
  if (!file) return cannot_write(path, errno);
  return {};
}

/// A camera that is off is said at once, and each time that its words change, not only at the end.
class TroubleTold {
 public:
  void look(const std::vector<graph::NodeReport>& nodes, Progress& progress) {
    for (const graph::NodeReport& node : nodes) {
      std::string& told = told_[node.id];
      const bool well = node.health == graph::Health::kOk;
      if (!well && told != node.message) progress.note(fmt::format("note: {}: {}", node.id, printable(node.message)));
      told = well ? std::string() : node.message;
    }
  }

 private:
  std::map<std::string, std::string> told_;
};

void print_summary(const engine::RunOnceResult& result) {
  const profile::Snapshot& statistics = result.statistics;
  fmt::print(stderr, "{} frames in {:.1f} s: {:.1f} fps", statistics.frames_in, result.wall_s,
             result.wall_s > 0 ? static_cast<double>(statistics.frames_in) / result.wall_s : 0.0);
  if (statistics.frames_skipped > 0) fmt::print(stderr, ", {} carried over", statistics.frames_skipped);
  for (const profile::OperationStats& operation : statistics.operations) {
    if (operation.kind == SpanKind::kWork) fmt::print(stderr, ", {} {:.2f} ms", operation.operation, operation.avg_ms);
  }
  fmt::print(stderr, "\n");
  for (const graph::NodeReport& node : result.nodes) {
    if (node.health != graph::Health::kOk) fmt::print(stderr, "note: {}: {}\n", node.id, printable(node.message));
  }
}

std::filesystem::path place_of(const std::string& file) {
  std::error_code ignored;
  return std::filesystem::weakly_canonical(std::filesystem::absolute(file, ignored), ignored);
}

/// The workflow's file, its videos and models, as far as they are files.
std::set<std::filesystem::path> files_read(const Globals& globals, const graph::Workflow& workflow,
                                           const ForegroundOptions& options) {
  std::set<std::filesystem::path> files;
  if (!options.workflow_file.empty() && options.workflow_file != "-") files.insert(place_of(options.workflow_file));
  const models::Library library(globals.model_folders());
  for (const graph::NodeSpec& node : workflow.nodes) {
    for (const char* name : {"source", "model"}) {
      const auto option = node.options.find(name);
      if (option == node.options.end() || !option->is_string()) continue;
      const auto text = option->get<std::string>();
      const auto model = library.resolve(text);
      files.insert(place_of(model ? model->string() : text.starts_with("file://") ? text.substr(7) : text));
    }
  }
  return files;
}

/// Report, trace and log want files of their own: not each other's, not one that the workflow writes or reads.
Status check_outputs(const Globals& globals, const graph::Workflow& workflow, const ForegroundOptions& options) {
  const std::set<std::filesystem::path> read = files_read(globals, workflow, options);
  std::set<std::filesystem::path> taken;
  const auto take = [&taken](const std::string& file) {
    std::error_code ignored;
    const auto path = place_of(file);
    return std::filesystem::is_character_file(path, ignored) || taken.insert(path).second;  // /dev/null is for all
  };
  const auto check_not_read = [&read](const char* name, const std::string& file) -> Status {
    if (!read.contains(place_of(file))) return {};
    return fail_at(name, ErrorCode::kInvalidArgument, "{} is read by this run; name another file", file);
  };
  if (!globals.log_file.empty()) OW_CHECK(check_not_read("--log-file", globals.log_file));
  for (const graph::NodeSpec& node : workflow.nodes) {
    const auto path = node.options.find("path");
    if (node.type != "file_output" || path == node.options.end() || !path->is_string()) continue;
    OW_CHECK(check_not_read(node.id == "cli-jsonl" ? "--jsonl" : node.id.c_str(), path->get<std::string>()));
    take(path->get<std::string>());
  }
  for (const auto& [name, file] : {std::pair("--report", options.report), std::pair("--trace", options.trace)}) {
    if (file.empty()) continue;
    if (file == "-") return fail_at(name, ErrorCode::kInvalidArgument, "name a file; standard output is for --jsonl");
    OW_CHECK(check_not_read(name, file));
    if (!take(file)) return fail_at(name, ErrorCode::kInvalidArgument, "{} is written by this run already", file);
    OW_CHECK(check_can_be_written(file));
  }
  return {};
}

}  // namespace

int run_foreground(const Globals& globals, const graph::Workflow& workflow, const ForegroundOptions& options) {
  if (const auto status = check_outputs(globals, workflow, options); !status) return report_error(status.error());
  if (const auto status = open_log(globals, globals.verbose); !status) return report_error(status.error());
  const StopOnSignal stop;
  auto runtime = make_runtime(globals, {});
  if (!runtime) return report_error(runtime.error());
  engine::RunOnceOptions run_options;
  if (!options.trace.empty()) run_options.trace = std::make_shared<profile::TraceRecorder>();
  const std::optional<std::uint64_t> expected =
      options.frames_expected > 0 ? std::optional(options.frames_expected) : std::nullopt;
  auto progress = std::make_unique<Progress>(expected, !options.quiet);
  TroubleTold trouble;
  run_options.on_progress = [&](const graph::GraphRun& run, profile::WorkflowProfile& profile) {
    trouble.look(run.nodes(), *progress);
    const profile::Snapshot snapshot = profile.snapshot();
    progress->show(snapshot.frames_out, snapshot.current_fps);
  };
  const auto result = engine::run_once(**runtime, workflow, run_options, stop.token());
  progress.reset();
  if (!result) {
    return report_error(options.workflow_file.empty() ? result.error()
                                                      : in_file(options.workflow_file, result.error()));
  }
  if (!options.quiet) print_summary(*result);
  if (!options.report.empty()) {
    const auto written = write_file(options.report, report_json(workflow, *result).dump(2) + "\n");
    if (!written) return report_error(written.error());
  }
  if (run_options.trace) {
    if (const auto written = write_file(options.trace, run_options.trace->to_json()); !written)
      return report_error(written.error());
  }
  return kOk;
}

}  // namespace ow::cli
