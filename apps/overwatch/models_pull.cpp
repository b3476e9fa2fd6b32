// overwatch models pull, verify and remove: model files from the net, and whether they are still what they were.
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/credentials.h"
#include "base/text.h"
#include "models/pull.h"
#include "models/sums.h"
#include "overwatch/models_command.h"
#include "overwatch/signals.h"
#include "overwatch/transfer_progress.h"
#include "store/data_folder.h"

namespace ow::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

enum class Agreement { kAsked, kGiven };

struct PullOptions {
  std::vector<std::string> names;
  std::string to;
  models::PullRequest request;
  bool trust_first_use = false;
  bool yes = false;
  bool json = false;
};

std::string licence_text(const models::PullPlan& plan) {
  return fmt::format(
      "{} is under the licence {}: whoever offers it to others over a network has to offer the whole program's sources "
      "as well, or buy another licence from its makers.",
      plan.name, plan.licence);
}

/// A yes on the terminal; without one, --yes has to be given.
Status agree(const models::PullPlan& plan, Agreement agreement) {
  if (!plan.must_agree || agreement == Agreement::kGiven || plan.installed) return {};
  if (::isatty(STDIN_FILENO) != 1) {
    return fail_at("--yes", ErrorCode::kInvalidArgument, "{} Say --yes to agree", licence_text(plan));
  }
  fmt::print(stderr, "{}\nType yes to agree: ", licence_text(plan));
  std::string answer;
  std::getline(std::cin, answer);
  if (to_lower(trim(answer)) == "yes") return {};
  return fail(ErrorCode::kCancelled, "the licence was not agreed to; nothing was fetched");
}

Json report_json(const models::PullPlan& plan, const models::PullReport& report) {
  return {{"name", plan.name},
          {"path", plan.file.string()},
          {"url", mask_credentials(plan.url)},
          {"licence", plan.licence},
          {"was_installed", report.was_installed},
          {"bytes", report.download.bytes},
          {"resumed_from", report.download.resumed_from},
          {"sha256", report.download.sha256},
          {"sha256_source", plan.sum_source.empty() ? "first use" : plan.sum_source},
          {"head", report.description.head},
          {"classes", report.description.classes},
          {"input_size", {report.description.input_width, report.description.input_height}}};
}

void print_report(const models::PullPlan& plan, const models::PullReport& report) {
  if (report.was_installed) {
    fmt::print("{} is there already: {}\n", plan.name, plan.file.string());
  } else {
    fmt::print("{}: {}, {}\n", plan.file.string(), megabytes(report.download.bytes),
               description_text(report.description));
    if (report.download.resumed_from > 0) fmt::print("resumed   from {}\n", megabytes(report.download.resumed_from));
  }
  fmt::print("sha-256   {} ({})\n", report.download.sha256,
             plan.sum_source.empty() ? "recorded: it holds from now on" : "as expected, " + plan.sum_source);
  if (!plan.licence.empty()) fmt::print("licence   {}\n", plan.licence);
}

Result<Json> pull_one(const PullOptions& options, const models::PullPlan& plan, std::stop_token stop) {
  const SteadyClock clock;
  net::HttpOptions http;
  http.proxy = net::ProxySettings::from_environment();
  http.user_agent = "overwatch/" OW_VERSION;
  Result<models::PullReport> report;
  {
    TransferProgress progress(plan.name, clock, !options.json);
    report = models::pull(
        plan, http, [&](const models::DownloadProgress& now) { progress.show(now); }, std::move(stop));
  }
  if (!report && report.error().code == ErrorCode::kCancelled) {
    return fail(ErrorCode::kCancelled, "stopped; the same command goes on where this one ended");
  }
  if (!report) return std::unexpected(std::move(report).error());
  if (!options.json) print_report(plan, *report);
  return report_json(plan, *report);
}

Status pull_all(const Globals& globals, PullOptions& options) {
  OW_TRY(const auto names, models::expand_names(options.names));
  const bool own_address = !options.request.from.empty() || !options.request.sha256.empty();
  if (names.size() > 1 && own_address)
    return fail(ErrorCode::kInvalidArgument, "--from and --sha256 go with one model at a time");
  if (options.to.empty()) OW_CHECK(store::make_data_folder(globals.data_folder()));
  options.request.folder = options.to.empty() ? globals.data_folder() / "models" : fs::path(options.to);
  options.request.mirror = globals.models_mirror;
  if (options.trust_first_use) options.request.unknown_sum = models::UnknownSum::kTrustedFirstUse;
  std::vector<models::PullPlan> plans;
  for (const std::string& name : names) {
    options.request.name = name;
    OW_TRY(plans.emplace_back(), models::plan_pull(options.request));
    OW_CHECK(agree(plans.back(), options.yes ? Agreement::kGiven : Agreement::kAsked));
  }
  const StopOnSignal stop;
  Json reports = Json::array();
  for (const models::PullPlan& plan : plans) {
    OW_TRY(Json report, pull_one(options, plan, stop.token()));
    reports.push_back(std::move(report));
  }
  if (options.json) print_json(reports);
  return {};
}

int verify(const Globals& globals, bool json) {
  Json rows = Json::array();
  bool all_right = true;
  for (const fs::path& folder : globals.model_folders()) {
    const auto verified = models::verify_models(folder);
    if (!verified) return report_error(verified.error());
    for (const auto& model : *verified) {
      const bool known = !model.expected.empty();
      const bool right = !known || model.sha256 == model.expected;
      all_right = all_right && right;
      const std::string state = !known ? "unknown" : right ? "ok" : "changed";
      rows.push_back({{"name", model.name},
                      {"path", model.file.string()},
                      {"state", state},
                      {"sha256", model.sha256},
                      {"expected", model.expected}});
      if (!json) fmt::print("{:<8} {}  {}\n", state, model.sha256, model.file.string());
    }
  }
  if (json) print_json(rows);
  if (!json && !all_right)
    fmt::print(stderr, "error: a file is not what was pulled; fetch it again: overwatch models remove, then pull\n");
  return all_right ? kOk : kFailed;
}

int remove(const Globals& globals, const std::string& name) {
  const fs::path folder = globals.data_folder() / "models";
  const auto installed = models::Library({folder}).installed();
  const auto found = std::ranges::find(installed, name, &models::InstalledModel::name);
  if (found == installed.end()) {
    std::vector<std::string> names;
    for (const auto& model : installed) names.push_back(model.name);
    return report_error({ErrorCode::kNotFound,
                         fmt::format("{} holds no model '{}'{}", folder.string(), name, did_you_mean(name, names)),
                         {}});
  }
  std::error_code error;
  if (!fs::remove(found->path, error))
    return report_error(
        {ErrorCode::kPermissionDenied, fmt::format("cannot remove {}: {}", found->path.string(), error.message()), {}});
  if (const auto status = models::forget_sum(folder, name); !status) return report_error(status.error());
  fmt::print("removed {} ({})\n", found->path.string(), megabytes(found->file_bytes));
  return kOk;
}

}  // namespace

void add_models_pull_commands(CLI::App& models, Globals& globals, ExitCode exit_code) {
  auto options = std::make_shared<PullOptions>();
  CLI::App* command = models.add_subcommand("pull", "Fetch models: resumed where cut, checked by SHA-256");
  command->add_option("NAME", options->names, "Models of the catalogue, or all-of-FAMILY (all-of-yolox)")->required();
  command->add_option("--to", options->to, "Folder to put them into instead of the data folder's models");
  command->add_option("--from", options->request.from, "Address of the file, instead of the official one");
  command->add_option("--sha256", options->request.sha256, "What the file must have");
  command->add_flag("--trust-first-use", options->trust_first_use,
                    "Where no sum is known: record the one of what comes");
  command->add_flag("--yes", options->yes, "Agree to the licence");
  command->add_flag("--json", options->json, "Print as JSON");
  command->footer(
      "Examples:\n  overwatch models pull yolox_nano\n  overwatch models pull yolov8n --yes\n"
      "  overwatch models pull mine --from https://models.intern/mine.onnx --sha256 …\n"
      "HTTPS_PROXY, NO_PROXY and SSL_CERT_FILE are heard; OVERWATCH_MODELS_MIRROR names a mirror.");
  command->callback([&globals, options, exit_code] {
    const Status status = pull_all(globals, *options);
    *exit_code = status ? kOk : report_error(status.error());
  });

  auto json = std::make_shared<bool>(false);
  CLI::App* verify_command =
      models.add_subcommand("verify", "Check the files against the sums that they were pulled with");
  verify_command->add_flag("--json", *json, "Print as JSON");
  verify_command->footer("Example:\n  overwatch models verify");
  verify_command->callback([&globals, json, exit_code] { *exit_code = verify(globals, *json); });

  auto name = std::make_shared<std::string>();
  CLI::App* remove_command = models.add_subcommand("remove", "Remove a model from the data folder");
  remove_command->add_option("NAME", *name, "Its name")->required();
  remove_command->footer("Example:\n  overwatch models remove yolox_nano");
  remove_command->callback([&globals, name, exit_code] { *exit_code = remove(globals, *name); });
}

}  // namespace ow::cli
