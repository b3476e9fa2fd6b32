// /metrics: for Prometheus.
#include "profile/prometheus.h"

#include "server/resources/resources.h"

namespace ow::server {

void add_metrics_routes(Router& router, const Services& services) {
  profile::Profiler& profiler = services.profiler;
  engine::Engine& engine = services.engine;
  router.add(Method::kGet, "/metrics", Blocking{[&profiler, &engine](const Request&) -> Result<Response> {
               Response out;
               out.content_type = "text/plain; version=0.0.4; charset=utf-8";
               out.body = profile::prometheus_text(profiler, profile::read_process_stats(), engine.growths());
               return out;
             }});
}

}  // namespace ow::server
