#include "engine/devices_json.h"

#include <nlohmann/json.hpp>

namespace ow::engine {
namespace {

using Json = nlohmann::ordered_json;

Json device_json(const infer::DeviceInfo& device) {
  return {{"kind", ow::to_string(device.kind)},
          {"name", device.name},
          {"available", device.available},
          {"reason", device.reason}};
}

Json loaded_json(const infer::InferenceService::LoadedModel& model) {
  Json json = {{"model", model.file},
               {"device", ow::to_string(model.truth.device)},
               {"precision", ow::to_string(model.truth.precision)},
               {"runtime", model.truth.runtime},
               {"sessions", model.truth.sessions},
               {"threads_per_session", model.truth.threads_per_session},
               {"streams", model.streams}};
  json["providers"] = Json::array();
  for (const ProviderShare& share : model.truth.providers) {
    json["providers"].push_back({{"provider", share.provider}, {"nodes", share.node_count}});
  }
  return json;
}

}  // namespace

Json devices_json(Runtime& runtime) {
  Json json = {
      {"devices", Json::array()}, {"default", ow::to_string(runtime.default_device())}, {"loaded", Json::array()}};
  for (const infer::DeviceInfo& device : runtime.devices()) json["devices"].push_back(device_json(device));
  for (const auto& model : runtime.inference().loaded()) json["loaded"].push_back(loaded_json(model));
  return json;
}

}  // namespace ow::engine
