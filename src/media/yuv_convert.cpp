#include "media/yuv_convert.h"

#include <libyuv.h>

#include <algorithm>
#include <cstddef>

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

bool is_even(const AVFrame& in) { return in.width % 2 == 0 && in.height % 2 == 0; }

/// The mean of the colour samples that share a sample of 4:2:0, edges repeated. libyuv gives just that at even sizes; at odd
/// ones it resamples, with a phase that drifts across the picture.
void average_colours(const AVFrame& in, std::size_t plane, int samples_across, FrameBuffer& out) {
  const int columns = chroma_extent(in.width);
  const int last_column = (samples_across == 2 ? in.width : columns) - 1;
  for (int y = 0; y < chroma_extent(in.height); ++y) {
    const Bytes* const top = in.data[plane] + std::ptrdiff_t{2} * y * in.linesize[plane];
    const Bytes* const bottom = 2 * y + 1 < in.height ? top + in.linesize[plane] : top;
    Bytes* const to = out.data(plane) + std::ptrdiff_t{y} * out.stride(plane);
    for (int x = 0; x < columns; ++x) {
      const int left = samples_across * x;
      const int right = std::min(left + samples_across - 1, last_column);
      to[x] = static_cast<Bytes>((top[left] + top[right] + bottom[left] + bottom[right] + 2) / 4);
    }
  }
}

/// 4:2:2 (one colour sample across) or 4:4:4 (two) to 4:2:0.
bool fewer_colours(const AVFrame& in, FrameBuffer& out, int samples_across, ThreePlanes call) {
  if (is_even(in)) return planar(in, out, call);
  libyuv::CopyPlane(in.data[0], in.linesize[0], out.data(0), out.stride(0), in.width, in.height);
  for (const std::size_t plane : {std::size_t{1}, std::size_t{2}}) average_colours(in, plane, samples_across, out);
  return true;
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
    case AV_PIX_FMT_YUVJ422P: return fewer_colours(in, out, 1, &libyuv::I422ToI420);
    case AV_PIX_FMT_YUV444P:
    case AV_PIX_FMT_YUVJ444P: return fewer_colours(in, out, 2, &libyuv::I444ToI420);
    case AV_PIX_FMT_NV12: return planar(in, out, &libyuv::NV12ToI420);
    case AV_PIX_FMT_NV21: return planar(in, out, &libyuv::NV21ToI420);
    case AV_PIX_FMT_YUV420P10LE: return planar(in, out, &libyuv::I010ToI420);
    case AV_PIX_FMT_YUV420P12LE: return planar(in, out, &libyuv::I012ToI420);
    case AV_PIX_FMT_YUV422P10LE: return is_even(in) && planar(in, out, &libyuv::I210ToI420);  // odd: as above
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
