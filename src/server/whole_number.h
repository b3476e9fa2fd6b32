// Whole numbers in requests, from 0 to 2^53 - 1: what every JSON reader keeps exactly (RFC 8259, 6).
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>

namespace ow::server {

inline constexpr std::int64_t kWholeNumberMax = 9'007'199'254'740'991;

/// Decimal digits alone; nothing for other text or a number beyond the bound.
std::optional<std::int64_t> whole_number(std::string_view text);

/// 256 and 256.0 are the same to JSON.
std::optional<std::int64_t> whole_json_number(const nlohmann::ordered_json& value);

}  // namespace ow::server
