// /api/log: the last lines of the log, passwords masked as in the file.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "server/json_body.h"
#include "server/log_json.h"
#include "server/resources/resources.h"

namespace ow::server {

void add_log_routes(Router& router, const Services& services) {
  router.add(Method::kGet, "/api/log", Inline{[log = services.log](const Request& request) -> Result<Response> {
               OW_TRY(const LogQuery query, log_query(request));
               if (!log) return json_response(log_json({}, 0));
               return json_response(log_json(log->after(query.after, query.level, query.limit), log->newest()));
             }});
}

}  // namespace ow::server
