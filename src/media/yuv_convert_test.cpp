#include "media/yuv_convert.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace ow::media {
namespace {

struct FreeFrame {
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};

/// Colour rows of 60 and 220 in turn, so that each sample of 4:2:0 is their mean, wherever it lies.
std::unique_ptr<AVFrame, FreeFrame> striped(AVPixelFormat format, Size size) {
  std::unique_ptr<AVFrame, FreeFrame> frame(av_frame_alloc());
  frame->format = format;
  frame->width = size.width;
  frame->height = size.height;
  EXPECT_EQ(av_frame_get_buffer(frame.get(), 0), 0);
  const int shift = av_pix_fmt_desc_get(format)->log2_chroma_w;
  for (int plane = 0; plane < 3; ++plane) {
    const int columns = plane == 0 ? size.width : -(-size.width >> shift);
    for (int y = 0; y < size.height; ++y) {
      std::fill_n(frame->data[plane] + y * frame->linesize[plane], columns, y % 2 == 0 ? 60 : 220);
    }
  }
  return frame;
}

TEST(YuvConvert, ColoursAreAveragedAtOddSizesToo) {
  for (const AVPixelFormat format : {AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_YUVJ422P}) {
    for (const Size size : {Size{640, 480}, Size{639, 479}, Size{640, 479}, Size{639, 480}, Size{1, 2}}) {
      const auto frame = striped(format, size);
      FrameBuffer out(size);
      ASSERT_TRUE(convert_with_libyuv(*frame, out));
      const int whole_rows = size.height / 2;
      for (int y = 0; y < whole_rows; ++y) {
        for (const int x : {0, chroma_extent(size.width) / 2, chroma_extent(size.width) - 1}) {
          ASSERT_NEAR(out.data(2)[y * out.stride(2) + x], 140, 1)
              << size.width << "x" << size.height << " at " << x << "," << y;
        }
      }
      const int last_row = size.height % 2 == 0 ? 140 : 60;  // the edge is repeated
      EXPECT_NEAR(out.data(1)[(chroma_extent(size.height) - 1) * out.stride(1)], last_row, 1);
      EXPECT_EQ(out.data(0)[(size.height - 1) * out.stride(0) + size.width - 1], size.height % 2 == 0 ? 220 : 60);
    }
  }
}

}  // namespace
}  // namespace ow::media
