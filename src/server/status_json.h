// What the engine says, as the API shows it; passwords in addresses masked.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>

#include "engine/engine.h"
#include "graph/workflow.h"

namespace ow::server {

nlohmann::ordered_json status_json(const engine::WorkflowStatus& status);
/// {"workflows": [status…]}.
nlohmann::ordered_json statuses_json(std::span<const engine::WorkflowStatus> statuses);
/// [{place, message, severity: "error" | "warning"}…].
nlohmann::ordered_json problems_json(std::span<const graph::Problem> problems);

}  // namespace ow::server
