#include "graph/descriptor.h"

#include <nlohmann/json.hpp>

namespace ow::graph {
namespace {

using Json = nlohmann::ordered_json;

std::string_view policy_name(QueuePolicy policy) {
  switch (policy) {
    case QueuePolicy::kBlock: return "block";
    case QueuePolicy::kDropOldest: return "drop_oldest";
    case QueuePolicy::kLatest: return "latest";
  }
  return "latest";
}

std::string_view shape_name(Shape shape) { return shape == Shape::kLine ? "line" : "area"; }

/// A list of pairs of fractions: as many as the shape takes, or none where none need be given.
Json points_schema(const Option& option) {
  const Json fraction = {{"type", Json::array({"number", "string"})}, {"minimum", 0}, {"maximum", 1}};
  const Json pair = {{"type", "array"}, {"items", fraction}, {"minItems", 2}, {"maxItems", 2}};
  Json schema = {{"type", "array"}, {"items", pair}};
  const Json count = {{"minItems", option.points_min}, {"maxItems", option.points_max}};
  if (option.required) {
    schema.update(count);
  } else {
    schema["anyOf"] = Json::array({Json{{"maxItems", 0}}, count});
  }
  return schema;
}

/// JSON Schema (2020-12) of one option's value.
Json option_schema(const Option& option) {
  Json schema;
  switch (option.type) {
    case OptionType::kInteger: schema["type"] = "integer"; break;
    case OptionType::kNumber: schema["type"] = "number"; break;
    case OptionType::kPercent:
    case OptionType::kFraction: schema["type"] = Json::array({"number", "string"}); break;
    case OptionType::kFlag: schema["type"] = "boolean"; break;
    case OptionType::kTextList:
    case OptionType::kClassList: schema["type"] = Json::array({"array", "string"}); break;
    case OptionType::kPoints: schema = points_schema(option); break;
    default: schema["type"] = "string"; break;
  }
  if (option.max > option.min) {
    schema["minimum"] = option.min;
    schema["maximum"] = option.max;
  }
  if (!option.choices.empty() && option.type == OptionType::kChoice) schema["enum"] = option.choices;
  schema["description"] = option.doc;
  return schema;
}

bool is_slid(const Option& option) {
  return option.slider || option.type == OptionType::kFraction || option.type == OptionType::kPercent;
}

double step_of(const Option& option) {
  if (option.step > 0) return option.step;
  switch (option.type) {
    case OptionType::kFraction: return 0.01;
    case OptionType::kInteger:
    case OptionType::kPercent: return 1;
    default: return 0;
  }
}

Json option_json(const Option& option) {
  Json json = {{"name", option.name}, {"type", to_string(option.type)}, {"doc", option.doc}};
  json["default"] = to_json(option.fallback);
  if (option.max > option.min) {
    json["min"] = option.min;
    json["max"] = option.max;
  }
  if (!option.unit.empty()) json["unit"] = option.unit;
  if (!option.choices.empty()) json["choices"] = option.choices;
  if (option.type == OptionType::kPoints) json.update(points_rule(option));
  if (const double step = step_of(option); step > 0) json["step"] = step;
  if (is_slid(option)) json["slider"] = true;
  if (!option.placeholder.empty()) json["placeholder"] = option.placeholder;
  if (!option.help.empty()) json["help"] = option.help;
  if (!option.group.empty()) json["group"] = option.group;
  json["required"] = option.required;
  json["live"] = option.live;
  json["advanced"] = option.advanced;
  return json;
}

Json port_json(const Port& port, bool input) {
  Json json = {{"name", port.name}, {"type", to_string(port.type)}, {"doc", port.doc}};
  if (input) {
    json["policy"] = policy_name(port.policy);
    json["capacity"] = port.capacity;
    json["many"] = port.many;
    json["required"] = port.required;
  }
  return json;
}

}  // namespace

std::string_view to_string(PortType type) {
  switch (type) {
    case PortType::kFrame: return "frame";
    case PortType::kDetections: return "detections";
    case PortType::kEvent: return "event";
  }
  return "frame";
}

bool fits(PortType from, PortType to) {
  return from == to || (from == PortType::kDetections && to == PortType::kFrame);
}

std::string_view to_string(OptionType type) {
  switch (type) {
    case OptionType::kText: return "text";
    case OptionType::kInteger: return "integer";
    case OptionType::kNumber: return "number";
    case OptionType::kPercent: return "percent";
    case OptionType::kFraction: return "fraction";
    case OptionType::kFlag: return "flag";
    case OptionType::kChoice: return "choice";
    case OptionType::kTextList: return "text_list";
    case OptionType::kClassList: return "class_list";
    case OptionType::kSource: return "source";
    case OptionType::kModel: return "model";
    case OptionType::kFilePath: return "file_path";
    case OptionType::kPoints: return "points";
  }
  return "text";
}

const Option* NodeDescriptor::option(std::string_view name) const {
  for (const Option& candidate : options) {
    if (candidate.name == name) return &candidate;
  }
  return nullptr;
}

Json points_rule(const Option& option) {
  return {{"shape", shape_name(option.shape)}, {"points_min", option.points_min}, {"points_max", option.points_max}};
}

Json to_json(const OptionValue& value) {
  return std::visit(
      [](const auto& held) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
          return nullptr;
        } else if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::vector<Point>>) {
          Json list = Json::array();
          for (const Point& point : held) list.push_back(Json::array({point.x, point.y}));
          return list;
        } else {
          return held;
        }
      },
      value);
}

Json to_json(const NodeDescriptor& descriptor) {
  Json json = {{"type", descriptor.type},
               {"title", descriptor.title},
               {"category", descriptor.category},
               {"doc", descriptor.doc},
               {"keywords", descriptor.keywords}};
  json["inputs"] = Json::array();
  for (const Port& port : descriptor.inputs) json["inputs"].push_back(port_json(port, true));
  json["outputs"] = Json::array();
  for (const Port& port : descriptor.outputs) json["outputs"].push_back(port_json(port, false));
  json["options"] = Json::array();
  Json schema = {{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
  Json required = Json::array();
  for (const Option& option : descriptor.options) {
    json["options"].push_back(option_json(option));
    schema["properties"][option.name] = option_schema(option);
    if (option.required) required.push_back(option.name);
  }
  schema["required"] = std::move(required);
  json["schema"] = std::move(schema);
  return json;
}

}  // namespace ow::graph
