// What is measured, as /performance and /api/ws/status show it: one snapshot, the same figures.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "engine/engine.h"
#include "profile/profiler.h"

namespace ow::server {

/// A snapshot with, for each bottleneck, the node where it costs most and what would help.
nlohmann::ordered_json performance_json(engine::Engine& engine, const std::string& id,
                                        const profile::Snapshot& snapshot);

/// The same without what only a closer look needs: the operations of each node.
nlohmann::ordered_json condensed_json(engine::Engine& engine, const std::string& id, const profile::Snapshot& snapshot);

/// One node in a line: {fps, frames, work_ms, operation, p50_ms, p95_ms}. `work_ms` is the sum of the averages of its work
/// stages; the percentiles are those of the costliest of them, `operation`. Null for a node that has not worked.
nlohmann::ordered_json node_performance(const profile::Snapshot& snapshot, const std::string& node);

}  // namespace ow::server
