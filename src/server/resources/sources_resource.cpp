// /api/sources: trying a source and finding webcams; /api/workflow-builder/{id}/edges/{from}/{to}.jpg: what flows there.
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "server/base64.h"
#include "server/json_body.h"
#include "server/problem.h"
#include "server/resources/resources.h"
#include "server/whole_number.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kWidthMin = 16;
constexpr int kWidthMax = 1920;
constexpr int kEdgeWidth = 160;

Result<int> checked_width(std::int64_t width) {
  if (width >= kWidthMin && width <= kWidthMax) return static_cast<int>(width);
  return fail_at("width", ErrorCode::kInvalidArgument, "{} is out of range; allowed is {} to {} px", width, kWidthMin,
                 kWidthMax);
}

Result<int> width_of(const Request& request) {
  const auto found = request.query.find("width");
  if (found == request.query.end()) return kEdgeWidth;
  std::int64_t width = 0;
  const std::string& text = found->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), width);
  if (error != std::errc() || end != text.data() + text.size()) width = 0;
  return checked_width(width);
}

Result<engine::SourceTest> read_test(const Request& request) {
  OW_TRY(const Json body, parse_json(request.body));
  engine::SourceTest test;
  if (!body.is_object()) return fail(ErrorCode::kInvalidArgument, "the body must be {{\"source\": \"…\"}}");
  for (const auto& [name, value] : body.items()) {
    if (name == "source" && value.is_string()) {
      test.source = value.get<std::string>();
    } else if (name == "rtsp_transport" && (value == "tcp" || value == "udp")) {
      test.rtsp_transport = value.get<std::string>();
    } else if (const auto width = whole_json_number(value); name == "width" && width) {
      OW_TRY(test.width_max, checked_width(*width));
    } else {
      return fail_at(name, ErrorCode::kInvalidArgument,
                     "is not understood; there are source, rtsp_transport (tcp or udp) and width");
    }
  }
  if (test.source.empty()) return fail_at("source", ErrorCode::kInvalidArgument, "is missing");
  return test;
}

double rounded(double value) { return std::round(value * 1000.0) / 1000.0; }

Json size_json(Size size) { return {{"width", size.width}, {"height", size.height}}; }

Json probe_json(const engine::SourceProbe& probe) {
  return {{"size", size_json(probe.size)},
          {"fps", probe.frames_per_second > 0 ? Json(rounded(probe.frames_per_second)) : Json()},
          {"frames", probe.frame_count ? Json(*probe.frame_count) : Json()},
          {"live", probe.live},
          {"seekable", probe.seekable},
          {"codec", probe.codec},
          {"decoder", probe.decoder},
          {"open_ms", rounded(probe.open_ms)},
          {"first_frame_ms", rounded(probe.first_frame_ms)},
          {"picture", size_json(probe.picture_size)},
          {"jpeg_base64", base64(probe.jpeg)}};
}

/// The source is what was asked about: that it is not there is an answer about the value, not about this address.
Result<Response> test(engine::Engine& engine, const Request& request) {
  OW_TRY(const auto wanted, read_test(request));
  const auto probe = engine.test_source(wanted);
  if (probe) return json_response(probe_json(*probe));
  const bool busy = probe.error().code == ErrorCode::kResourceExhausted && probe.error().place.empty();
  return busy ? problem(probe.error()) : problem(422, probe.error());
}

Result<Response> devices(engine::Engine& engine) {
  Json out = Json::array();
  for (const auto& device : engine.capture_devices()) out.push_back({{"source", device.source}, {"name", device.name}});
  return json_response({{"devices", std::move(out)}});
}

Result<Response> edge_picture(engine::Engine& engine, const Request& request) {
  OW_TRY(const int width, width_of(request));
  OW_TRY(const auto jpeg,
         engine.edge_picture(request.parameter("id"), request.parameter("from"), request.parameter("to"), width));
  Response response;
  response.content_type = "image/jpeg";
  response.body.assign(jpeg.begin(), jpeg.end());
  return response;
}

}  // namespace

void add_source_routes(Router& router, const Services& services) {
  engine::Engine& engine = services.engine;
  router.add(Method::kPost, "/api/sources/test",
             Slow{Lane::kSourceTests, [&engine](const Request& request) { return test(engine, request); }});
  router.add(Method::kGet, "/api/sources/devices", Blocking{[&engine](const Request&) { return devices(engine); }});
  router.add(Method::kGet, "/api/workflow-builder/{id}/edges/{from}/{to}.jpg",
             Blocking{[&engine](const Request& request) { return edge_picture(engine, request); }});
}

}  // namespace ow::server
