#include "engine/start_options.h"

#include <nlohmann/json.hpp>

#include "base/log.h"

namespace ow::engine {

using Json = nlohmann::ordered_json;

std::string write_start_options(const StartOptions& options) {
  if (!options.preset && options.overrides.empty()) return {};
  return Json{{"preset", options.preset.value_or("")}, {"overrides", options.overrides}}.dump();
}

StartOptions read_start_options(const std::string& text) {
  try {
    const Json json = text.empty() ? Json::object() : Json::parse(text);
    StartOptions options{.preset = {}, .overrides = json.value("overrides", std::vector<std::string>())};
    if (std::string preset = json.value("preset", ""); !preset.empty()) options.preset = std::move(preset);
    return options;
  } catch (const Json::exception& error) {
    log::warn("what a workflow was started with cannot be read: {}", error.what());
    return {};
  }
}

}  // namespace ow::engine
