// Admission: what a caller gets to hear who is not let in.
#pragma once

#include <chrono>
#include <optional>

#include "server/auth/guard.h"
#include "server/http_message.h"

namespace ow::server {

/// 429 with Retry-After.
Response too_many_requests(std::chrono::seconds wait);

/// 401 for nobody, 403 for a role that is not enough, 503 when the accounts cannot be read; nothing when `request` may go
/// on, whose caller is set then.
std::optional<Response> refusal_of(const Result<Admitted>& admitted, Access needed, Request& request);

}  // namespace ow::server
