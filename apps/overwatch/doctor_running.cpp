#include "overwatch/doctor_running.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "overwatch/api_client.h"
#include "overwatch/command.h"
#include "overwatch/table.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string figure(const Json& metric) {
  if (!metric.at("value").is_number()) return "-";
  return fmt::format("{:.1f} {}", metric.at("value").get<double>(), metric.at("unit").get<std::string>());
}

std::string verdict(const Json& metric) {
  const auto text = metric.at("verdict").get<std::string>();
  if (text == "no_data") return "no figure yet";
  return text == "not_applicable" ? "does not apply" : text;
}

std::string metrics_text(const Json& metrics) {
  std::vector<std::vector<std::string>> rows = {{"METRIC", "TARGET", "FIGURE", "VERDICT"}};
  std::string advice;
  for (const Json& metric : metrics.at("metrics")) {
    const auto title = metric.at("title").get<std::string>();
    rows.push_back({title, metric.at("target").get<std::string>(), figure(metric), verdict(metric)});
    if (metric.at("verdict") == "missed")
      advice += fmt::format("-> {}: {}\n", title, metric.at("advice").get<std::string>());
  }
  return format_table(rows) + advice;
}

/// Of each workflow by itself, or in sum when none has run.
Json metrics_of(const Json& performance) {
  Json out = Json::object();
  for (const auto& [id, snapshot] : performance.at("workflows").items()) out[id] = snapshot.at("success_metrics");
  return out;
}

bool any_missed(const Json& workflows) {
  for (const auto& [id, metrics] : workflows.items()) {
    if (metrics.at("met") != metrics.at("measured")) return true;
  }
  return false;
}

void print(const Json& workflows) {
  if (workflows.empty()) fmt::print("no workflow has run yet\n");
  for (const auto& [id, metrics] : workflows.items()) {
    fmt::print("workflow {}: {}, over the last 30 s\n{}\n", id, targets_text(metrics), metrics_text(metrics));
  }
}

}  // namespace

std::string targets_text(const Json& metrics) {
  const auto waiting = std::ranges::count_if(metrics.at("metrics"),
                                             [](const Json& metric) { return metric.at("verdict") == "no_data"; });
  const int measured = metrics.at("measured").get<int>();
  std::string out = measured == 0 ? "no target has a figure yet"
                                  : fmt::format("{} of {} targets met", metrics.at("met").get<int>(), measured);
  if (measured > 0 && waiting > 0) out += fmt::format(", {} without a figure yet", waiting);
  return out;
}

int doctor_running(const RunningOptions& options) {
  auto endpoint = parse_endpoint(options.url);
  if (!endpoint) return report_error(endpoint.error());
  endpoint->token = options.token;
  endpoint->ca_file = options.ca_file;
  const auto performance = call_api(*endpoint, "GET", "/api/workflow-builder/performance");
  if (!performance) return report_error(performance.error());
  try {
    const Json workflows = metrics_of(*performance);
    const bool missed = any_missed(workflows);
    if (options.json) {
      print_json({{"url", options.url}, {"healthy", !missed}, {"workflows", workflows}});
    } else {
      print(workflows);
    }
    return missed ? kFailed : kOk;
  } catch (const Json::exception&) {
    return report_error({ErrorCode::kFailedPrecondition, options.url + " is no Overwatch of this version", {}});
  }
}

}  // namespace ow::cli
