// Ownership of FFmpeg's objects: one deleter per type, so that every early return frees what was made.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavformat/avformat.h>
#include <libavutil/buffer.h>
#include <libavutil/dict.h>
#include <libavutil/frame.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>

namespace ow::media {

/// Calls a libav "free by pointer to pointer" function.
template <auto Free>
struct AvFree {
  template <typename T>
  void operator()(T* object) const {
    Free(&object);
  }
};
struct SwsFree {
  void operator()(SwsContext* context) const { sws_freeContext(context); }
};

using AvFramePtr = std::unique_ptr<AVFrame, AvFree<av_frame_free>>;
using AvPacketPtr = std::unique_ptr<AVPacket, AvFree<av_packet_free>>;
using AvCodecPtr = std::unique_ptr<AVCodecContext, AvFree<avcodec_free_context>>;
using AvInputPtr = std::unique_ptr<AVFormatContext, AvFree<avformat_close_input>>;
using AvIoPtr = std::unique_ptr<AVIOContext, AvFree<avio_closep>>;
using AvBufferPtr = std::unique_ptr<AVBufferRef, AvFree<av_buffer_unref>>;
using AvGraphPtr = std::unique_ptr<AVFilterGraph, AvFree<avfilter_graph_free>>;
using SwsPtr = std::unique_ptr<SwsContext, SwsFree>;

/// Options for the libav calls that take and replace a dictionary.
class AvOptions final {
 public:
  AvOptions() = default;
  ~AvOptions() { av_dict_free(&dictionary_); }
  AvOptions(const AvOptions&) = delete;
  AvOptions& operator=(const AvOptions&) = delete;

  void set(const char* name, const std::string& value) { av_dict_set(&dictionary_, name, value.c_str(), 0); }
  [[nodiscard]] AVDictionary** get() { return &dictionary_; }

 private:
  AVDictionary* dictionary_ = nullptr;
};

}  // namespace ow::media
