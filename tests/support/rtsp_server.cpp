// A real RTSP server for tests: plays an MP4 file with H.264 (short groups of pictures, no B frames), or with H.265 when the
// file's name says so (*.h265.mp4).
//   ow_rtsp_server FILE.mp4 PORT
// PORT 0 takes any free one. Prints "rtsp://127.0.0.1:PORT/stream" when clients may come; runs until it is killed.
#include <gst/rtsp-server/rtsp-server.h>

#include <cstdio>
#include <memory>
#include <string>

namespace {

template <typename T>
using Object = std::unique_ptr<T, decltype(&g_object_unref)>;

std::string pipeline(const std::string& file) {
  const std::string codec = file.ends_with(".h265.mp4") ? "h265" : "h264";
  return "( filesrc location=\"" + file + "\" ! qtdemux ! " + codec + "parse ! rtp" + codec +
         "pay name=pay0 pt=96 config-interval=-1 )";
}

GstRTSPMediaFactory* make_factory(const std::string& launch) {
  GstRTSPMediaFactory* factory = gst_rtsp_media_factory_new();
  gst_rtsp_media_factory_set_launch(factory, launch.c_str());
  gst_rtsp_media_factory_set_shared(factory, TRUE);
  return factory;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: ow_rtsp_server FILE.mp4 PORT\n");
    return 2;
  }
  gst_init(nullptr, nullptr);
  const Object<GstRTSPServer> server(gst_rtsp_server_new(), &g_object_unref);
  gst_rtsp_server_set_address(server.get(), "127.0.0.1");
  gst_rtsp_server_set_service(server.get(), argv[2]);
  const Object<GstRTSPMountPoints> mounts(gst_rtsp_server_get_mount_points(server.get()), &g_object_unref);
  gst_rtsp_mount_points_add_factory(mounts.get(), "/stream", make_factory(pipeline(argv[1])));
  if (gst_rtsp_server_attach(server.get(), nullptr) == 0) {
    std::fprintf(stderr, "cannot listen on port %s\n", argv[2]);
    return 1;
  }
  std::printf("rtsp://127.0.0.1:%d/stream\n", gst_rtsp_server_get_bound_port(server.get()));
  std::fflush(stdout);
  const std::unique_ptr<GMainLoop, decltype(&g_main_loop_unref)> loop(g_main_loop_new(nullptr, FALSE),
                                                                      &g_main_loop_unref);
  g_main_loop_run(loop.get());
  return 0;
}
