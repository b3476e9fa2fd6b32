// JSON in and out of messages, with bounds.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "base/error.h"
#include "server/http_message.h"

namespace ow::server {

/// Deeper documents are refused: everything that walks a document afterwards is recursive.
inline constexpr int kJsonDepthMax = 64;

/// kInvalidArgument with the position for what is no JSON (or too deep).
Result<nlohmann::ordered_json> parse_json(std::string_view text);

/// application/json; text that is no UTF-8 is repaired rather than refused, because file names and messages of
/// libraries end up in answers.
Response json_response(int status, const nlohmann::ordered_json& document);
Response json_response(const nlohmann::ordered_json& document);
std::string json_text(const nlohmann::ordered_json& document);

}  // namespace ow::server
