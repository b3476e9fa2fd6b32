#include <cassert>

#include "graph/descriptor.h"

namespace ow::graph {

void Options::set(std::string name, OptionValue value) {
  for (auto& [key, held] : values_) {
    if (key == name) {
      held = std::move(value);
      return;
    }
  }
  values_.emplace_back(std::move(name), std::move(value));
}

const OptionValue* Options::find(std::string_view name) const {
  for (const auto& [key, held] : values_) {
    if (key == name) return &held;
  }
  return nullptr;
}

bool Options::has(std::string_view name) const {
  const OptionValue* value = find(name);
  return value != nullptr && !std::holds_alternative<std::monostate>(*value);
}

const std::string& Options::text(std::string_view name) const {
  static const std::string empty;
  const auto* value = has(name) ? std::get_if<std::string>(find(name)) : &empty;
  assert(value != nullptr && "option is not text");
  return *value;
}

double Options::number(std::string_view name) const {
  const OptionValue* value = find(name);
  assert(value != nullptr && "option without value");
  if (const auto* integer = std::get_if<std::int64_t>(value)) return static_cast<double>(*integer);
  return std::get<double>(*value);
}

std::int64_t Options::integer(std::string_view name) const { return std::get<std::int64_t>(*find(name)); }

bool Options::flag(std::string_view name) const { return std::get<bool>(*find(name)); }

std::vector<std::string> Options::list(std::string_view name) const {
  if (!has(name)) return {};
  return std::get<std::vector<std::string>>(*find(name));
}

std::vector<Point> Options::points(std::string_view name) const {
  if (!has(name)) return {};
  return std::get<std::vector<Point>>(*find(name));
}

OptionValue Options::value(std::string_view name) const {
  const OptionValue* held = find(name);
  return held == nullptr ? OptionValue() : *held;
}

}  // namespace ow::graph
