#include "media/input_options.h"

#include <string>

#include "media/limits.h"

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

// image2 wins the guess for some JPEG files; it reads what is open, and opens more only by Input::open_nested.
// Containers that hold video and nothing else that could be drawn: no text, no playlist, no script, no list of files.
#define OW_CONTAINERS                                                                                               \
  "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpegtsraw,mpeg,mpegvideo,m4v,flv,live_flv,asf,ogg,mxf,nut,gif," \
  "apng,"                                                                                                           \
  "h264,hevc,av1,obu,ivf,vc1,dv,mjpeg,mjpeg_2000,mpjpeg,yuv4mpegpipe,rm,wtv,aac,mp3,wav,flac"
#define OW_PICTURES                                                                                                  \
  "jpeg_pipe,jpegls_pipe,j2k_pipe,png_pipe,bmp_pipe,webp_pipe,tiff_pipe,ppm_pipe,pgm_pipe,pgmyuv_pipe,pbm_pipe,pam_" \
  "pipe,"                                                                                                            \
  "gif_pipe,image2"

}  // namespace

const char* allowed_formats(UriKind kind) {
  switch (kind) {
    case UriKind::kFile:
    case UriKind::kImages: return OW_CONTAINERS "," OW_PICTURES;
    case UriKind::kHttp: return OW_CONTAINERS "," OW_PICTURES ",hls";
    case UriKind::kRtsp: return "rtsp," OW_CONTAINERS;
    case UriKind::kCamera: return "video4linux2,v4l2";
    case UriKind::kTest: return "none";
  }
  return "none";
}

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
  out.set("format_whitelist", allowed_formats(uri.kind));
  out.set("max_streams", std::to_string(kTracksMax));
  if (uri.kind == UriKind::kRtsp) return set_rtsp(out, options);
  if (uri.kind == UriKind::kCamera) return set_camera(out, uri);
  if (uri.kind == UriKind::kHttp) {
    out.set("http_persistent", "0");  // else HLS asks for further parts on a connection that Input does not see
    out.set("rw_timeout", std::to_string(std::chrono::microseconds(options.open_timeout).count()));
  }
  return {};
}

}  // namespace ow::media
