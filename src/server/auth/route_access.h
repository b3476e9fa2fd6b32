// Which role each route asks for: one table, so that it can be read in one piece.
#pragma once

#include <string_view>

#include "server/auth/caller.h"
#include "server/http_message.h"

namespace ow::server {

/// Of the route with this very pattern. A route that the table does not know is for admins alone.
Access access_of(Method method, std::string_view pattern);

/// Does the table know the route? For a test: a new route has to say who may use it.
bool access_is_decided(Method method, std::string_view pattern);

}  // namespace ow::server
