// YAML in and out.
#include <yaml-cpp/depthguard.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/text.h"
#include "graph/workflow.h"
#include "graph/yaml_document.h"

namespace ow::graph {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDepthMax = 16;
constexpr std::size_t kValuesMax = 50'000;  // aliases multiply: the bound is on what they expand to

/// Plain scalars as YAML 1.2's core schema reads them; quoted ones ("!") stay text.
Json scalar(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!" || node.Tag() == "tag:yaml.org,2002:str") return text;
  if (text.empty() || text == "~" || text == "null") return nullptr;
  if (text == "true" || text == "True") return true;
  if (text == "false" || text == "False") return false;
  const char* const end = text.data() + text.size();
  std::int64_t integer = 0;
  if (const auto parsed = std::from_chars(text.data(), end, integer); parsed.ec == std::errc{} && parsed.ptr == end) {
    return integer;
  }
  double number = 0;
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec == std::errc{} && parsed.ptr == end && std::isfinite(number)) return number;
  return text;
}

/// The file is UTF-8, but yaml-cpp makes single bytes of the escapes \N and \_.
Status check_text(const YAML::Node& node) {
  if (!first_bad_utf8(node.Scalar())) return {};
  return fail(ErrorCode::kInvalidArgument, "line {}: the text is not UTF-8; write \\u0085 for \\N and \\u00a0 for \\_",
              node.Mark().line + 1);
}

Result<Json> convert(const YAML::Node& node, int depth, std::size_t& values) {
  if (depth > kDepthMax) return fail(ErrorCode::kResourceExhausted, "nested deeper than {} levels", kDepthMax);
  if (++values > kValuesMax) return fail(ErrorCode::kResourceExhausted, "more than {} values", kValuesMax);
  if (node.IsScalar()) {
    OW_CHECK(check_text(node));
    return scalar(node);
  }
  if (node.IsSequence()) {
    Json array = Json::array();
    for (const YAML::Node& item : node) {
      OW_TRY(Json value, convert(item, depth + 1, values));
      array.push_back(std::move(value));
    }
    return array;
  }
  if (node.IsMap()) {
    Json object = Json::object();
    for (const auto& entry : node) {
      const YAML::Node& key = entry.first;
      if (!key.IsScalar()) return fail(ErrorCode::kInvalidArgument, "line {}: a key is not text", key.Mark().line + 1);
      OW_CHECK(check_text(key));
      if (object.contains(key.Scalar())) {
        return fail(ErrorCode::kInvalidArgument, "line {}: '{}' is there twice", key.Mark().line + 1, key.Scalar());
      }
      OW_TRY(Json value, convert(entry.second, depth + 1, values));
      object[key.Scalar()] = std::move(value);
    }
    return object;
  }
  return Json(nullptr);
}

/// yaml-cpp leaves a carriage return and the like unquoted, and then reads a line's end.
void emit_text(YAML::Emitter& out, const std::string& text, bool quoted) {
  if (quoted || has_control_character(text)) out << YAML::DoubleQuoted;
  out << text;
}

bool is_list_of_numbers(const Json& value) {
  return value.is_array() && std::ranges::all_of(value, [](const Json& item) { return item.is_number(); });
}

/// Points of a line or an area read best on one line.
bool is_list_of_points(const Json& value) { return !value.empty() && std::ranges::all_of(value, is_list_of_numbers); }

void emit(YAML::Emitter& out, const Json& value) {
  if (value.is_object()) {
    out << YAML::BeginMap;
    for (const auto& [key, item] : value.items()) {
      out << YAML::Key;
      emit_text(out, key, false);
      out << YAML::Value;
      emit(out, item);
    }
    out << YAML::EndMap;
  } else if (value.is_array()) {
    if (is_list_of_points(value)) out << YAML::Flow;
    out << YAML::BeginSeq;
    for (const Json& item : value) emit(out, item);
    out << YAML::EndSeq;
  } else if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    YAML::Node probe(text);
    const bool reads_as_text = scalar(probe).is_string();
    emit_text(out, text, !reads_as_text);
  } else if (value.is_null()) {
    out << YAML::Null;  // the word alone would be quoted, and come back as text
  } else {
    out << value.dump();
  }
}

}  // namespace

Result<Workflow> parse_workflow(std::string_view text) {
  if (text.size() > kWorkflowBytesMax) {
    return fail(ErrorCode::kResourceExhausted, "the workflow is larger than {} bytes", kWorkflowBytesMax);
  }
  if (const auto bad = first_bad_utf8(text)) {
    const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*bad), '\n') + 1;
    return fail(ErrorCode::kInvalidArgument, "line {}: the text is not UTF-8", line);
  }
  try {
    std::size_t values = 0;
    OW_TRY(const Json document, convert(load_document(std::string(text)), 0, values));
    return workflow_from_json(document);
  } catch (const YAML::DeepRecursion& exception) {
    return fail(ErrorCode::kInvalidArgument, "line {}: is nested too deeply", exception.mark.line + 1);
  } catch (const YAML::Exception& exception) {
    return fail(ErrorCode::kInvalidArgument, "line {}, column {}: {}", exception.mark.line + 1,
                exception.mark.column + 1, exception.msg);
  }
}

std::string to_yaml(const Workflow& workflow) {
  YAML::Emitter out;
  emit(out, to_json(workflow));
  return std::string(out.c_str()) + "\n";
}

}  // namespace ow::graph
