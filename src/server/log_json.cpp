#include "server/log_json.h"

#include <fmt/chrono.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

#include "server/whole_number.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kLimitMax = 2'000;

Result<std::uint64_t> number(const Request& request, std::string_view name, std::uint64_t fallback) {
  const auto found = request.query.find(name);
  if (found == request.query.end()) return fallback;
  if (const auto value = whole_number(found->second)) return static_cast<std::uint64_t>(*value);
  return fail_at(std::string(name), ErrorCode::kInvalidArgument, "must be a whole number");
}

std::string rfc3339(std::int64_t unix_ms) {
  const std::chrono::sys_seconds seconds{std::chrono::seconds(unix_ms / 1000)};
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(seconds), unix_ms % 1000);
}

}  // namespace

Result<LogQuery> log_query(const Request& request) {
  LogQuery query;
  OW_TRY(query.after, number(request, "after", 0));
  OW_TRY(const std::uint64_t limit, number(request, "limit", query.limit));
  if (limit < 1 || limit > kLimitMax) {
    return fail_at("limit", ErrorCode::kInvalidArgument, "{} is out of range; allowed is 1 to {}", limit, kLimitMax);
  }
  query.limit = limit;
  if (const auto level = request.query.find("level"); level != request.query.end()) {
    const auto parsed = log::parse_level(level->second);
    if (!parsed) return fail_at("level", ErrorCode::kInvalidArgument, "{}", parsed.error().message);
    query.level = *parsed;
  }
  return query;
}

Json log_json(const std::vector<log::Line>& lines, std::uint64_t newest) {
  Json list = Json::array();
  for (const log::Line& line : lines) {
    list.push_back({{"number", line.number},
                    {"time", rfc3339(line.unix_ms)},
                    {"level", log::to_string(line.level)},
                    {"text", line.text}});
  }
  return {{"lines", std::move(list)}, {"newest", newest}};
}

}  // namespace ow::server
