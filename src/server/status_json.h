// What the engine says, as the API shows it; passwords in addresses masked.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <span>

#include "engine/engine.h"
#include "graph/workflow.h"

namespace ow::server {

nlohmann::ordered_json status_json(const engine::WorkflowStatus& status);
/// [{from, to, depth, capacity, policy, packets, rate, drops}…], as in the status.
nlohmann::ordered_json edges_json(const engine::WorkflowStatus& status);
/// Options by name, or by place: the passwords in addresses hidden.
nlohmann::ordered_json masked_options(const nlohmann::ordered_json& options);
/// {"as_of_us", "workflows": [status…], "notices": [{topic, severity, message}…]}.
nlohmann::ordered_json statuses_json(engine::Engine& engine);
/// Now, in microseconds of a clock that never goes back. Taken before the states are read, it tells which of two answers that
/// overtook each other on the way is the newer one.
std::int64_t as_of_us();
/// [{topic, severity, message}…]: what concerns the process as a whole.
nlohmann::ordered_json notices_json(engine::Engine& engine);
/// [{place, message, severity: "error" | "warning"}…].
nlohmann::ordered_json problems_json(std::span<const graph::Problem> problems);

}  // namespace ow::server
