// Every kind of option against any JSON value.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "fuzz/bytes.h"
#include "graph/descriptor.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using enum ow::graph::OptionType;
  using Json = nlohmann::ordered_json;
  ow::fuzz::Bytes bytes(data, size);
  const std::int64_t number = bytes.take<std::int64_t>();
  const std::string text(bytes.rest());
  Json parsed = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (parsed.is_discarded()) parsed = text;
  const double real = std::bit_cast<double>(number);
  ow::graph::Option option{.name = "o", .fallback = {}, .doc = "d", .choices = {"on", "off", "auto"}};
  for (const auto type : {kText, kInteger, kNumber, kPercent, kFraction, kFlag, kChoice, kTextList, kSource, kModel,
                          kFilePath, kPoints}) {
    for (const double max : {0.0, 100.0}) {
      option.type = type;
      option.max = max;
      for (const Json& value : {parsed, Json(text), Json(number), Json(real), Json::array({text, number, parsed})}) {
        const auto result = ow::graph::parse_option(option, value);
        if (!result) {
          ow::fuzz::require(!result.error().message.empty(), "an error says what is wrong");
          continue;
        }
        if (const auto* got = std::get_if<double>(&*result)) {
          ow::fuzz::require(std::isfinite(*got), "a number is finite");
          ow::fuzz::require(max == 0 || (*got >= 0 && *got <= max), "a number is within its range");
        }
        if (std::holds_alternative<std::monostate>(*result)) continue;  // not set
        if (const auto* points = std::get_if<std::vector<ow::Point>>(&*result)) {
          const auto inside = [](double fraction) { return fraction >= 0 && fraction <= 1; };
          ow::fuzz::require(
              std::ranges::all_of(*points, [&](const ow::Point& p) { return inside(p.x) && inside(p.y); }),
              "points lie in the picture");
        }
        const auto again = ow::graph::parse_option(option, ow::graph::to_json(*result));
        ow::fuzz::require(again.has_value() || type == kTextList || type == kText,
                          "what was read can be written and read again");
      }
    }
  }
  return 0;
}
