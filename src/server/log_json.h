// The last lines of the log as JSON, for /api/log and /api/ws/log.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "base/log_ring.h"
#include "server/http_message.h"

namespace ow::server {

struct LogQuery {
  std::uint64_t after = 0;
  log::Level level = log::Level::kInfo;
  std::size_t limit = 500;
};

/// ?after=12&level=warning&limit=100 (1 to 2,000).
Result<LogQuery> log_query(const Request& request);

/// {lines: [{number, time, level, text}…], newest}.
nlohmann::ordered_json log_json(const std::vector<log::Line>& lines, std::uint64_t newest);

}  // namespace ow::server
