// The devices of this machine and the models on them, as the API shows them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/runtime.h"

namespace ow::engine {

/// {"devices": […], "default": "cpu", "loaded": […]}.
nlohmann::ordered_json devices_json(Runtime& runtime);

}  // namespace ow::engine
