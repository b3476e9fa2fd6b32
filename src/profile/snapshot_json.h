// A Snapshot as JSON: the same for the API, `--report` and the benchmark.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "profile/profiler.h"

namespace ow::profile {

/// At least the specification's fields, by its names: current_fps, operations.<name>.{avg_ms, p95_ms, max_ms} and
/// bottlenecks[].{operation, avg_ms}. Times in ms, rounded to 3 decimals; sizes in bytes. "kind" tells
/// work stages from waits.
[[nodiscard]] nlohmann::ordered_json to_json(const Snapshot& snapshot);

}  // namespace ow::profile
