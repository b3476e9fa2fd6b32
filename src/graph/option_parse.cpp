#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/credentials.h"
#include "base/text.h"
#include "graph/option_parse.h"

namespace ow::graph {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kTextBytesMax = 4096;
constexpr std::size_t kListItemsMax = 1000;

/// Never throws: text from a command line may be anything.
std::string dumped(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::optional<double> to_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// A number or text that holds one; `percent` is set when the text ended in '%'.
std::optional<double> read_number(const Json& value, bool& percent) {
  percent = false;
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  std::string_view text = trim(value.get_ref<const std::string&>());
  if (text.ends_with('%')) {
    percent = true;
    text = trim(text.substr(0, text.size() - 1));
  }
  return to_number(text);
}

Status check_range(const Option& option, double number, const Json& value) {
  if (!std::isfinite(number)) return fail(ErrorCode::kInvalidArgument, "{} is not a finite number", shown(value));
  if (option.max > option.min && (number < option.min || number > option.max)) {
    return fail(ErrorCode::kInvalidArgument, "{} is out of range; allowed is {} to {}{}{}", shown(value), option.min,
                option.max, option.unit.empty() ? "" : " ", option.unit);
  }
  return {};
}

}  // namespace

std::string shown(const Json& value) {
  const auto* plain = value.get_ptr<const std::string*>();
  std::string text = plain != nullptr && !first_bad_utf8(*plain) ? *plain : dumped(value);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return mask_credentials(text);
}

Result<OptionValue> parse_number(const Option& option, const Json& value) {
  bool percent = false;
  const auto number = read_number(value, percent);
  const bool may_be_percent = option.type == OptionType::kPercent || option.type == OptionType::kFraction;
  if (!number || (percent && !may_be_percent)) {
    return fail(ErrorCode::kInvalidArgument, "{} is not a number", shown(value));
  }
  const double scaled = percent && option.type == OptionType::kFraction ? *number / 100 : *number;
  OW_CHECK(check_range(option, scaled, value));
  if (option.type == OptionType::kInteger) {
    constexpr double kWholeMax = 9'007'199'254'740'992;  // 2^53: beyond, a double leaves whole numbers out
    if (scaled != std::floor(scaled) || std::abs(scaled) > kWholeMax)
      return fail(ErrorCode::kInvalidArgument, "{} is not a whole number", shown(value));
    return OptionValue(static_cast<std::int64_t>(scaled));
  }
  return OptionValue(scaled);
}

namespace {

Result<OptionValue> parse_flag(const Json& value) {
  if (value.is_boolean()) return OptionValue(value.get<bool>());
  if (value.is_string()) {
    const std::string text = to_lower(value.get<std::string>());
    if (text == "true" || text == "yes" || text == "on") return OptionValue(true);
    if (text == "false" || text == "no" || text == "off") return OptionValue(false);
  }
  return fail(ErrorCode::kInvalidArgument, "{} is neither true nor false", shown(value));
}

Result<OptionValue> parse_text(const Option& option, const Json& value) {
  std::string text;
  if (value.is_string()) {
    text = value.get<std::string>();
  } else if (value.is_number()) {
    text = value.dump();  // an unquoted YAML scalar such as `model: 11` is meant as text here
  } else {
    return fail(ErrorCode::kInvalidArgument, "{} is not text", shown(value));
  }
  if (text.size() > kTextBytesMax) {
    return fail(ErrorCode::kInvalidArgument, "the text is longer than {} bytes", kTextBytesMax);
  }
  if (first_bad_utf8(text)) return fail(ErrorCode::kInvalidArgument, "the text is not UTF-8");
  if (option.required && trim(text).empty()) return fail(ErrorCode::kInvalidArgument, "is empty");
  return OptionValue(std::move(text));
}

Result<OptionValue> parse_choice(const Option& option, const Json& value) {
  // YAML reads a bare `off` or `on` as a boolean; as a choice it is meant as a word.
  const std::string text = value.is_boolean()  ? (value.get<bool>() ? "on" : "off")
                           : value.is_string() ? value.get<std::string>()
                                               : dumped(value);
  for (const std::string& choice : option.choices) {
    if (choice == text) return OptionValue(text);
  }
  return fail(ErrorCode::kInvalidArgument, "'{}' is not one of {}{}", shown(value), join(option.choices),
              did_you_mean(text, option.choices));
}

Result<OptionValue> parse_list(const Json& value) {
  std::vector<std::string> items;
  if (value.is_string()) {
    std::string_view rest = value.get_ref<const std::string&>();
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      const std::string_view item = trim(rest.substr(0, comma));
      if (!item.empty()) items.emplace_back(item);
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  } else if (value.is_array()) {
    for (const Json& item : value) {
      if (!item.is_string() && !item.is_number()) {
        return fail(ErrorCode::kInvalidArgument, "{} in the list is not text", shown(item));
      }
      items.push_back(item.is_string() ? item.get<std::string>() : item.dump());
    }
  } else {
    return fail(ErrorCode::kInvalidArgument, "{} is not a list", shown(value));
  }
  if (std::ranges::any_of(items, [](const std::string& item) { return first_bad_utf8(item).has_value(); })) {
    return fail(ErrorCode::kInvalidArgument, "the text is not UTF-8");
  }
  if (items.size() > kListItemsMax) return fail(ErrorCode::kInvalidArgument, "more than {} items", kListItemsMax);
  return OptionValue(std::move(items));
}

}  // namespace

Result<OptionValue> parse_option(const Option& option, const Json& value) {
  switch (option.type) {
    case OptionType::kInteger:
    case OptionType::kNumber:
    case OptionType::kPercent:
    case OptionType::kFraction: return parse_number(option, value);
    case OptionType::kFlag: return parse_flag(value);
    case OptionType::kChoice: return parse_choice(option, value);
    case OptionType::kTextList:
    case OptionType::kClassList: return parse_list(value);
    case OptionType::kPoints: return parse_points(option, value);
    case OptionType::kText:
    case OptionType::kSource:
    case OptionType::kModel:
    case OptionType::kFilePath: return parse_text(option, value);
  }
  return fail(ErrorCode::kInternal, "option type without a parser");
}

}  // namespace ow::graph
