#include "server/resources/resources.h"

namespace ow::server {

void add_live_routes(Router& router) {
  router.add(Method::kGet, "/api/ws/xray/{workflow}/{node}", Live::kXrayWebSocket);
  router.add(Method::kGet, "/api/xray/{workflow}/{node}.mjpeg", Live::kXrayMjpeg);
  router.add(Method::kGet, "/api/xray/{workflow}/{node}.jpg", Live::kXrayJpeg);
  router.add(Method::kGet, "/api/ws/status", Live::kStatusWebSocket);
  router.add(Method::kGet, "/api/ws/log", Live::kLogWebSocket);
}

Router make_router(const Services& services) {
  Router router;
  add_workflow_routes(router, services);
  add_version_routes(router, services);
  add_draft_routes(router, services);
  add_option_routes(router, services);
  add_template_routes(router, services);
  add_source_routes(router, services);
  add_run_routes(router, services);
  add_performance_routes(router, services);
  add_node_type_routes(router, services);
  add_device_routes(router, services);
  add_model_routes(router, services);
  add_model_download_routes(router, services);
  add_model_speed_routes(router, services);
  add_system_routes(router, services);
  add_event_routes(router, services);
  add_media_routes(router, services);
  add_log_routes(router, services);
  add_health_routes(router, services);
  add_metrics_routes(router, services);
  add_openapi_routes(router, services);
  add_auth_routes(router, services);
  add_live_routes(router);
  return router;
}

}  // namespace ow::server
