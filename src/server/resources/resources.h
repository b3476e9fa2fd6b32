// The resources of the API: one file each, this table in front.
#pragma once

#include <memory>

#include "server/asset_source.h"
#include "server/router.h"
#include "server/server.h"

namespace ow::server {

void add_workflow_routes(Router& router, const Services& services);
void add_version_routes(Router& router, const Services& services);
void add_draft_routes(Router& router, const Services& services);
void add_option_routes(Router& router, const Services& services);
void add_template_routes(Router& router, const Services& services);
void add_source_routes(Router& router, const Services& services);
void add_run_routes(Router& router, const Services& services);
void add_performance_routes(Router& router, const Services& services);
void add_node_type_routes(Router& router, const Services& services);
void add_device_routes(Router& router, const Services& services);
void add_model_routes(Router& router, const Services& services);
void add_model_download_routes(Router& router, const Services& services);
void add_model_speed_routes(Router& router, const Services& services);
void add_system_routes(Router& router, const Services& services);
void add_media_routes(Router& router, const Services& services);
void add_log_routes(Router& router, const Services& services);
void add_event_routes(Router& router, const Services& services);
void add_health_routes(Router& router, const Services& services);
void add_metrics_routes(Router& router, const Services& services);
void add_openapi_routes(Router& router, const Services& services);
void add_auth_routes(Router& router, const Services& services);
void add_live_routes(Router& router);

/// All of the above.
Router make_router(const Services& services);

/// A file of the page, 304 when the client has it, or 404. For GET and HEAD of addresses that no route knows.
Response asset_response(const AssetSource* assets, const Request& request);

}  // namespace ow::server
