#include "media/input_options.h"

#include <string>

namespace ow::media {
namespace {

Status set_rtsp(AvOptions& out, const SourceOptions& options) {
  if (options.rtsp_transport != "tcp" && options.rtsp_transport != "udp") {
    return fail_at("rtsp_transport", ErrorCode::kInvalidArgument, "'{}' is neither tcp nor udp",
                   options.rtsp_transport);
  }
  out.set("rtsp_transport", options.rtsp_transport);
  out.set("allowed_media_types", "video");
  out.set("timeout", std::to_string(std::chrono::microseconds(options.open_timeout).count()));  // of the socket
  // No "nobuffer": it throws away the packets of the look at the stream, and with them the first key frame.
  out.set("fflags", "discardcorrupt");
  // The look at the stream ends as soon as the size is known: at once when the SDP says it, else with the first key frame.
  out.set("analyzeduration", "3000000");
  out.set("fpsprobesize", "0");
  return {};
}

Status set_camera(AvOptions& out, const Uri& uri) {
  for (const auto& [key, value] : uri.query) {
    if (key == "size") {
      OW_CHECK(parse_dimensions(value));
      out.set("video_size", value);
    } else if (key == "fps") {
      out.set("framerate", value);
    } else if (key == "format") {
      out.set("input_format", value);
    } else {
      return fail(ErrorCode::kInvalidArgument, "{}: unknown camera option '{}'; size, fps and format are known",
                  uri.name, key);
    }
  }
  return {};
}

}  // namespace

const char* allowed_protocols(UriKind kind) {
  switch (kind) {
    case UriKind::kHttp: return "http,https,httpproxy,tcp,tls,crypto,data";  // HLS: keys (crypto) and inline data
    case UriKind::kRtsp: return "rtsp,rtsps,rtp,udp,tcp,tls,srtp";
    // A local file is opened by us and handed over: what it names (playlist, data reference) is not followed.
    case UriKind::kFile:
    case UriKind::kImages:
    case UriKind::kCamera:
    case UriKind::kTest: return "none";
  }
  return "none";
}

Status set_input_options(AvOptions& out, const Uri& uri, const SourceOptions& options) {
  out.set("protocol_whitelist", allowed_protocols(uri.kind));
  if (uri.kind == UriKind::kRtsp) return set_rtsp(out, options);
  if (uri.kind == UriKind::kCamera) return set_camera(out, uri);
  if (uri.kind == UriKind::kHttp) {
    out.set("rw_timeout", std::to_string(std::chrono::microseconds(options.open_timeout).count()));
  }
  return {};
}

}  // namespace ow::media
