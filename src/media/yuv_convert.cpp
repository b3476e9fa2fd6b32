#include "media/yuv_convert.h"

#include <libyuv.h>

namespace ow::media {
namespace {

using Bytes = std::uint8_t;
using Words = std::uint16_t;

using ThreePlanes = int (*)(const Bytes*, int, const Bytes*, int, const Bytes*, int, Bytes*, int, Bytes*, int, Bytes*,
                            int, int, int);
using ThreeWordPlanes = int (*)(const Words*, int, const Words*, int, const Words*, int, Bytes*, int, Bytes*, int,
                                Bytes*, int, int, int);
using TwoPlanes = int (*)(const Bytes*, int, const Bytes*, int, Bytes*, int, Bytes*, int, Bytes*, int, int, int);
using OnePlane = int (*)(const Bytes*, int, Bytes*, int, Bytes*, int, Bytes*, int, int, int);

bool planar(const AVFrame& in, FrameBuffer& out, ThreePlanes call) {
  return call(in.data[0], in.linesize[0], in.data[1], in.linesize[1], in.data[2], in.linesize[2], out.data(0),
              out.stride(0), out.data(1), out.stride(1), out.data(2), out.stride(2), in.width, in.height) == 0;
}

bool planar(const AVFrame& in, FrameBuffer& out, ThreeWordPlanes call) {
  const auto words = [&](std::size_t plane) { return reinterpret_cast<const Words*>(in.data[plane]); };
  return call(words(0), in.linesize[0] / 2, words(1), in.linesize[1] / 2, words(2), in.linesize[2] / 2, out.data(0),
              out.stride(0), out.data(1), out.stride(1), out.data(2), out.stride(2), in.width, in.height) == 0;
}

bool planar(const AVFrame& in, FrameBuffer& out, TwoPlanes call) {
  return call(in.data[0], in.linesize[0], in.data[1], in.linesize[1], out.data(0), out.stride(0), out.data(1),
              out.stride(1), out.data(2), out.stride(2), in.width, in.height) == 0;
}

bool packed(const AVFrame& in, FrameBuffer& out, OnePlane call) {
  return call(in.data[0], in.linesize[0], out.data(0), out.stride(0), out.data(1), out.stride(1), out.data(2),
              out.stride(2), in.width, in.height) == 0;
}

}  // namespace

// libyuv names packed RGB by the little-endian word, FFmpeg by the order of the bytes.
bool convert_with_libyuv(const AVFrame& in, FrameBuffer& out) {
  switch (in.format) {
    case AV_PIX_FMT_YUV420P:
    case AV_PIX_FMT_YUVJ420P: return planar(in, out, &libyuv::I420Copy);
    case AV_PIX_FMT_YUV422P:
    case AV_PIX_FMT_YUVJ422P: return planar(in, out, &libyuv::I422ToI420);
    case AV_PIX_FMT_YUV444P:
    case AV_PIX_FMT_YUVJ444P: return planar(in, out, &libyuv::I444ToI420);
    case AV_PIX_FMT_NV12: return planar(in, out, &libyuv::NV12ToI420);
    case AV_PIX_FMT_NV21: return planar(in, out, &libyuv::NV21ToI420);
    case AV_PIX_FMT_YUV420P10LE: return planar(in, out, &libyuv::I010ToI420);
    case AV_PIX_FMT_YUV420P12LE: return planar(in, out, &libyuv::I012ToI420);
    case AV_PIX_FMT_YUV422P10LE: return planar(in, out, &libyuv::I210ToI420);
    case AV_PIX_FMT_YUV444P10LE: return planar(in, out, &libyuv::I410ToI420);
    case AV_PIX_FMT_GRAY8: return packed(in, out, &libyuv::I400ToI420);
    case AV_PIX_FMT_YUYV422: return packed(in, out, &libyuv::YUY2ToI420);
    case AV_PIX_FMT_UYVY422: return packed(in, out, &libyuv::UYVYToI420);
    case AV_PIX_FMT_RGB24: return packed(in, out, &libyuv::RAWToJ420);
    case AV_PIX_FMT_BGR24: return packed(in, out, &libyuv::RGB24ToJ420);
    case AV_PIX_FMT_BGRA:
    case AV_PIX_FMT_BGR0: return packed(in, out, &libyuv::ARGBToJ420);
    case AV_PIX_FMT_RGBA:
    case AV_PIX_FMT_RGB0: return packed(in, out, &libyuv::ABGRToJ420);
    default: return false;
  }
}

}  // namespace ow::media
