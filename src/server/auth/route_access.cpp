#include "server/auth/route_access.h"

#include <algorithm>
#include <array>

namespace ow::server {
namespace {

struct Rule {
  Method method;
  std::string_view pattern;
  Access access;
};

constexpr auto kRules = std::to_array<Rule>({
    // Before a log-in
    {Method::kGet, "/healthz", Access::kPublic},
    {Method::kGet, "/readyz", Access::kPublic},
    {Method::kPost, "/api/auth/login", Access::kPublic},
    {Method::kPost, "/api/auth/logout", Access::kPublic},

    // Reading and watching
    {Method::kGet, "/api/auth/me", Access::kViewer},
    {Method::kGet, "/api/workflow-builder", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/{id}", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/{id}/status", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/status", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/performance", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/node-types", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/templates", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/presets", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/trash", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/{id}/export.yaml", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/{id}/versions", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/{id}/versions/{version}", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/{id}/drafts", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/{id}/draft", Access::kViewer},
    {Method::kGet, "/api/workflow-builder/{id}/edges/{from}/{to}.jpg", Access::kViewer},
    {Method::kGet, "/api/models/{name}", Access::kViewer},
    {Method::kGet, "/api/log", Access::kViewer},
    {Method::kGet, "/api/ws/log", Access::kViewer},
    {Method::kGet, "/api/ws/xray/{workflow}/{node}", Access::kViewer},
    {Method::kGet, "/api/ws/status", Access::kViewer},
    {Method::kGet, "/api/xray/{workflow}/{node}.mjpeg", Access::kViewer},
    {Method::kGet, "/api/xray/{workflow}/{node}.jpg", Access::kViewer},
    {Method::kGet, "/api/devices", Access::kViewer},
    {Method::kGet, "/api/models", Access::kViewer},
    {Method::kGet, "/api/system", Access::kViewer},
    {Method::kGet, "/api/events", Access::kViewer},
    {Method::kGet, "/api/openapi.json", Access::kViewer},
    {Method::kGet, "/metrics", Access::kViewer},

    // Changing, starting and stopping
    {Method::kPost, "/api/workflow-builder", Access::kEditor},
    {Method::kPut, "/api/workflow-builder/{id}", Access::kEditor},
    {Method::kDelete, "/api/workflow-builder/{id}", Access::kEditor},
    {Method::kPatch, "/api/workflow-builder/{id}", Access::kEditor},
    {Method::kPatch, "/api/workflow-builder/{id}/nodes/{node}/options", Access::kEditor},
    {Method::kPost, "/api/workflow-builder/{id}/versions/{version}/restore", Access::kEditor},
    {Method::kPost, "/api/workflow-builder/{id}/duplicate", Access::kEditor},
    {Method::kPost, "/api/workflow-builder/{id}/undelete", Access::kEditor},
    {Method::kPut, "/api/workflow-builder/{id}/draft", Access::kEditor},
    {Method::kDelete, "/api/workflow-builder/{id}/draft", Access::kEditor},
    {Method::kDelete, "/api/workflow-builder/trash", Access::kEditor},
    {Method::kPost, "/api/models/{name}/measure", Access::kEditor},
    {Method::kPost, "/api/sources/test", Access::kEditor},
    {Method::kGet, "/api/sources/devices", Access::kEditor},
    {Method::kGet, "/api/media", Access::kEditor},
    {Method::kDelete, "/api/media", Access::kEditor},
    {Method::kPost, "/api/media/uploads", Access::kEditor},
    {Method::kGet, "/api/media/uploads/{upload}", Access::kEditor},
    {Method::kPut, "/api/media/uploads/{upload}", Access::kEditor},
    {Method::kDelete, "/api/media/uploads/{upload}", Access::kEditor},
    {Method::kPost, "/api/media/uploads/{upload}/finish", Access::kEditor},
    {Method::kPost, "/api/workflow-builder/validate", Access::kEditor},
    {Method::kPost, "/api/workflow-builder/{id}/execute", Access::kEditor},
    {Method::kPost, "/api/workflow-builder/{id}/stop", Access::kEditor},
    {Method::kPost, "/api/workflow-builder/stop-all", Access::kEditor},
    {Method::kPost, "/api/workflow-builder/performance/reset", Access::kEditor},

    // What fills the disk or binds the owner to a licence
    {Method::kPost, "/api/models/{name}/pull", Access::kAdmin},
    {Method::kDelete, "/api/models/{name}/pull", Access::kAdmin},
});

const Rule* rule_of(Method method, std::string_view pattern) {
  const auto found =
      std::ranges::find_if(kRules, [&](const Rule& rule) { return rule.method == method && rule.pattern == pattern; });
  return found == kRules.end() ? nullptr : &*found;
}

}  // namespace

Access access_of(Method method, std::string_view pattern) {
  const Rule* rule = rule_of(method, pattern);
  return rule == nullptr ? Access::kAdmin : rule->access;
}

bool access_is_decided(Method method, std::string_view pattern) { return rule_of(method, pattern) != nullptr; }

}  // namespace ow::server
