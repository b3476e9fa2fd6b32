#include "server/json_body.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace ow::server {
namespace {

int depth_of(std::string_view text) {
  int depth = 0;
  int deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
      continue;
    }
    if (c == '"') quoted = true;
    if (c == '[' || c == '{') deepest = std::max(deepest, ++depth);
    if (c == ']' || c == '}') --depth;
  }
  return deepest;
}

}  // namespace

Result<nlohmann::ordered_json> parse_json(std::string_view text) {
  if (depth_of(text) > kJsonDepthMax) {
    return fail(ErrorCode::kInvalidArgument, "the body is nested deeper than {} levels", kJsonDepthMax);
  }
  using Json = nlohmann::ordered_json;
  std::vector<std::set<std::string>> open;  // the keys of the objects around
  std::string twice;
  const auto look = [&](int /*depth*/, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second && twice.empty())
      twice = parsed.get<std::string>();
    return true;
  };
  try {
    Json document = Json::parse(text, look);
    // The last one would win, and what stands before it be lost without a word.
    if (!twice.empty()) return fail(ErrorCode::kInvalidArgument, "'{}' is there twice in an object of the body", twice);
    return document;
  } catch (const nlohmann::json::exception& broken) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: …": the first word is of no use to a person.
    const std::string_view what = broken.what();
    const std::size_t end = what.find("] ");
    return fail(ErrorCode::kInvalidArgument, "the body is not JSON: {}",
                end == std::string_view::npos ? what : what.substr(end + 2));
  }
}

std::string json_text(const nlohmann::ordered_json& document) {
  return document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Response json_response(int status, const nlohmann::ordered_json& document) {
  Response out;
  out.status = status;
  out.content_type = "application/json";
  out.body = json_text(document);
  return out;
}

Response json_response(const nlohmann::ordered_json& document) { return json_response(200, document); }

}  // namespace ow::server
