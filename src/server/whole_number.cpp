#include "server/whole_number.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace ow::server {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size() && !text.starts_with('-');
  return whole && number <= kWholeNumberMax ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> whole_json_number(const nlohmann::ordered_json& value) {
  if (!value.is_number()) return std::nullopt;
  const double number = value.get<double>();
  const bool whole = number >= 0 && number <= static_cast<double>(kWholeNumberMax) && std::trunc(number) == number;
  return whole ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
}

}  // namespace ow::server
