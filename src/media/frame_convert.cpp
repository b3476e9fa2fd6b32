#include "media/frame_convert.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <libyuv.h>

#include <array>
#include <memory>
#include <utility>

#include "media/limits.h"
#include "media/yuv_convert.h"

namespace ow::media {
namespace {

constexpr int kLinesOfHd = 720;

bool is_rgb(const AVPixFmtDescriptor& format) {
  return (format.flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0;
}
bool is_grey(const AVPixFmtDescriptor& format) { return format.nb_components <= 2 && !is_rgb(format); }

bool is_full_by_format(int format) {
  return format == AV_PIX_FMT_YUVJ420P || format == AV_PIX_FMT_YUVJ422P || format == AV_PIX_FMT_YUVJ444P ||
         format == AV_PIX_FMT_YUVJ440P || format == AV_PIX_FMT_YUVJ411P;
}

ColourMatrix matrix_of(const AVFrame& picture) {
  switch (picture.colorspace) {
    case AVCOL_SPC_BT709:
    case AVCOL_SPC_SMPTE240M: return ColourMatrix::kBt709;
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
    case AVCOL_SPC_FCC: return ColourMatrix::kBt601;
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL: return ColourMatrix::kBt2020;
    default: return picture.height >= kLinesOfHd ? ColourMatrix::kBt709 : ColourMatrix::kBt601;
  }
}

bool passes_as_it_is(const AVFrame& picture) {
  const bool known = picture.format == AV_PIX_FMT_YUV420P || picture.format == AV_PIX_FMT_YUVJ420P ||
                     picture.format == AV_PIX_FMT_NV12;
  return known && picture.linesize[0] > 0 && picture.linesize[1] > 0;  // negative: stored upside down
}

FramePtr borrow(AvFramePtr picture, FrameInfo info) {
  info.format = picture->format == AV_PIX_FMT_NV12 ? PixelFormat::kNv12 : PixelFormat::kI420;
  std::array<Plane, 3> planes{};
  for (std::size_t i = 0; i < (info.format == PixelFormat::kNv12 ? 2U : 3U); ++i) {
    planes[i] = {picture->data[i], picture->linesize[i]};
  }
  std::shared_ptr<const AVFrame> owner(picture.release(), [](const AVFrame* frame) {
    auto* mutable_frame = const_cast<AVFrame*>(frame);
    av_frame_free(&mutable_frame);
  });
  return std::make_shared<const Frame>(info, planes, std::move(owner));
}

/// `width`×`height` is the size before turning; a negative height makes libyuv read from the bottom up.
FrameBuffer rotate_i420(FrameBuffer& in, Orientation orientation) {
  FrameBuffer out(orientation.apply(in.size()));
  const int height = orientation.flip ? -in.size().height : in.size().height;
  libyuv::I420Rotate(in.data(0), in.stride(0), in.data(1), in.stride(1), in.data(2), in.stride(2), out.data(0),
                     out.stride(0), out.data(1), out.stride(1), out.data(2), out.stride(2), in.size().width, height,
                     static_cast<libyuv::RotationMode>(orientation.degrees));
  return out;
}

}  // namespace

ColourTags colour_tags(const AVFrame& picture) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(picture.format));
  if (format == nullptr || is_rgb(*format)) return {ColourMatrix::kBt601, ColourRange::kFull};
  ColourTags tags{matrix_of(picture), ColourRange::kLimited};
  const bool untagged = picture.color_range != AVCOL_RANGE_MPEG && picture.color_range != AVCOL_RANGE_JPEG;
  const bool full =
      picture.color_range == AVCOL_RANGE_JPEG || is_full_by_format(picture.format) || (untagged && is_grey(*format));
  if (full) tags.range = ColourRange::kFull;
  return tags;
}

Result<FramePtr> FrameConverter::convert(AvFramePtr picture, Orientation orientation, FrameInfo info) {
  if (!side_allowed(picture->width) || !side_allowed(picture->height)) {
    return fail(ErrorCode::kUnsupported, "a picture of {}x{} pixels is beyond {} a side", picture->width,
                picture->height, kSideMax);
  }
  const ColourTags tags = colour_tags(*picture);
  info.matrix = tags.matrix;
  info.range = tags.range;
  const Size coded{picture->width, picture->height};
  info.size = info.source_size = orientation.apply(coded);
  if (orientation.upright() && passes_as_it_is(*picture)) return borrow(std::move(picture), info);
  FrameBuffer buffer(coded);
  OW_CHECK(convert_to_i420(*picture, tags, buffer));
  if (!orientation.upright()) buffer = rotate_i420(buffer, orientation);
  return std::move(buffer).freeze(info);
}

Status FrameConverter::convert_to_i420(const AVFrame& picture, ColourTags tags, FrameBuffer& out) {
  if (convert_with_libyuv(picture, out)) return {};
  return convert_with_swscale(picture, tags, out);
}

Status FrameConverter::convert_with_swscale(const AVFrame& picture, ColourTags tags, FrameBuffer& out) {
  const auto format = static_cast<AVPixelFormat>(picture.format);
  scaler_.reset(sws_getCachedContext(scaler_.release(), picture.width, picture.height, format, picture.width,
                                     picture.height, AV_PIX_FMT_YUV420P,
                                     SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP, nullptr, nullptr, nullptr));
  if (!scaler_) {
    const char* name = av_get_pix_fmt_name(format);
    return fail(ErrorCode::kUnsupported, "the pixel format '{}' cannot be converted",
                name != nullptr ? name : "unknown");
  }
  // Same matrix and range on both sides: the values are only resampled. From RGB it makes full-range BT.601.
  const int* matrix = sws_getCoefficients(tags.matrix == ColourMatrix::kBt709 ? SWS_CS_ITU709 : SWS_CS_ITU601);
  const int full = tags.range == ColourRange::kFull ? 1 : 0;
  sws_setColorspaceDetails(scaler_.get(), matrix, full, matrix, full, 0, 1 << 16, 1 << 16);
  const std::array<std::uint8_t*, 4> planes = {out.data(0), out.data(1), out.data(2), nullptr};
  const std::array<int, 4> strides = {out.stride(0), out.stride(1), out.stride(2), 0};
  const int lines =
      sws_scale(scaler_.get(), picture.data, picture.linesize, 0, picture.height, planes.data(), strides.data());
  if (lines != picture.height) return fail(ErrorCode::kInternal, "a picture could not be converted to I420");
  return {};
}

}  // namespace ow::media
