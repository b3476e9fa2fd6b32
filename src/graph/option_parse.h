// Parts of parse_option() that its files share. Internal to graph.
#pragma once

#include <nlohmann/json.hpp>

#include "graph/descriptor.h"

namespace ow::graph {

/// A value as an error names it: cut, without passwords, and UTF-8 whatever came in.
std::string shown(const nlohmann::ordered_json& value);

/// A number of the option's type, within its range where it has one.
Result<OptionValue> parse_number(const Option& option, const nlohmann::ordered_json& value);

/// A line or an area; monostate for an empty list. Errors number points from 1, as the page does.
Result<OptionValue> parse_points(const Option& option, const nlohmann::ordered_json& value);

}  // namespace ow::graph
