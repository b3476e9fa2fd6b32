// /api/system: the machine's load and who is watching.
#include <cmath>
#include <nlohmann/json.hpp>

#include "profile/system_stats.h"
#include "server/json_body.h"
#include "server/resources/resources.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 10.0) / 10.0; }

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(rounded(*value)) : Json();
}

Json gpu_json(const profile::GpuStats& gpu) {
  return {{"name", gpu.name},
          {"utilisation_percent", or_null(gpu.utilisation_percent)},
          {"memory_total_bytes", gpu.memory_total_bytes},
          {"memory_used_bytes", gpu.memory_used_bytes},
          {"temperature_celsius", or_null(gpu.temperature_celsius)}};
}

Json process_json(const profile::SystemStats& stats) {
  return {{"cpu_percent", rounded(stats.process_cpu_percent)},
          {"cpu_seconds", stats.process.cpu_seconds},
          {"resident_bytes", stats.process.resident_bytes},
          {"virtual_bytes", stats.process.virtual_bytes},
          {"threads", stats.process.threads},
          {"open_fds", stats.process.open_fds},
          {"fds_max", stats.process.fds_max}};
}

Json cpu_json(const profile::SystemStats& stats) {
  Json cores = Json::array();
  for (const double percent : stats.core_percent) cores.push_back(rounded(percent));
  return {{"percent", rounded(stats.cpu_percent)},
          {"core_percent", std::move(cores)},
          {"load_average", stats.load_average}};
}

Json views_json(const live::Hub& hub) {
  Json out = Json::array();
  for (const auto& view : hub.list()) {
    out.push_back({{"workflow", view.workflow}, {"node", view.node}, {"viewers", view.viewers}});
  }
  return out;
}

Result<Response> system(profile::SystemSampler& sampler, const Services& services) {
  const profile::SystemStats stats = sampler.sample();
  Json gpus = Json::array();
  for (const auto& gpu : stats.gpus) gpus.push_back(gpu_json(gpu));
  return json_response(
      {{"version", services.version},
       {"cpu", cpu_json(stats)},
       {"memory", {{"total_bytes", stats.memory_total_bytes}, {"available_bytes", stats.memory_available_bytes}}},
       {"gpus", std::move(gpus)},
       {"process", process_json(stats)},
       {"views", views_json(services.hub)}});
}

}  // namespace

void add_system_routes(Router& router, const Services& services) {
  router.add(Method::kGet, "/api/system",
             Blocking{[services](const Request&) { return system(*services.load, services); }});
}

}  // namespace ow::server
