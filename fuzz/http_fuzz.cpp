// The parts of HTTP that are our own: targets, routes, JSON bodies and response heads.
#include <nlohmann/json.hpp>

#include "fuzz/bytes.h"
#include "server/json_body.h"
#include "server/router.h"
#include "server/url.h"

namespace {

ow::server::Router make_router() {
  using ow::server::Method;
  ow::server::Router router;
  const ow::server::Inline nothing{[](const ow::server::Request&) { return ow::server::Response{}; }};
  for (const char* pattern :
       {"/api/workflow-builder", "/api/workflow-builder/{id}", "/api/workflow-builder/status",
        "/api/workflow-builder/{id}/execute", "/api/xray/{workflow}/{node}.mjpeg", "/api/xray/{workflow}/{node}.jpg"}) {
    router.add(Method::kGet, pattern, nothing);
    router.add(Method::kPost, pattern, nothing);
  }
  return router;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ow::server::Router kRouter = make_router();
  ow::fuzz::Bytes bytes(data, size);
  ow::server::Request request;
  request.method = ow::server::parse_method(bytes.text());
  if (const auto target = ow::server::parse_target(bytes.text())) {
    for (const char c : target->path) {
      ow::fuzz::require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f, "a path has no control characters");
    }
    request.path = target->path;
    request.query = target->query;
    (void)kRouter.match(request);
    for (const auto& [name, value] : request.parameters) {
      ow::fuzz::require(value.find('/') == std::string::npos, "a parameter stays within its segment");
    }
  }
  if (const auto body = ow::server::parse_json(bytes.rest())) {
    const auto response = ow::server::json_response(*body);
    ow::fuzz::require(ow::server::parse_json(response.body).has_value(), "JSON written is read again");
    (void)ow::server::head_of(response, ow::server::Persistence::kKeepAlive);
  }
  return 0;
}
