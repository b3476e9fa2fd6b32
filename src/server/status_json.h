// What the engine says, as the API shows it; passwords in addresses masked.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>

#include "engine/engine.h"
#include "graph/workflow.h"

namespace ow::server {

nlohmann::ordered_json status_json(const engine::WorkflowStatus& status);
/// {"workflows": [status…], "notices": [{topic, severity, message}…]}.
nlohmann::ordered_json statuses_json(engine::Engine& engine);
/// [{topic, severity, message}…]: what concerns the process as a whole.
nlohmann::ordered_json notices_json(engine::Engine& engine);
/// [{place, message, severity: "error" | "warning"}…].
nlohmann::ordered_json problems_json(std::span<const graph::Problem> problems);

}  // namespace ow::server
