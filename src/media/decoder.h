// A video decoder: packets in, pictures in main memory out, in hardware where there is some.
#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "media/av_ptr.h"

namespace ow::media {

enum class Latency {
  kThroughput,  ///< several threads may hold a frame each
  kLow,         ///< a frame comes out as soon as it is complete
};

struct DecoderOptions {
  bool hardware = true;
  int threads = 1;
  Latency latency = Latency::kThroughput;
};

/// Belongs to one thread.
class Decoder final {
 public:
  /// kUnsupported when FFmpeg has no decoder for the stream's codec.
  static Result<std::unique_ptr<Decoder>> create(const AVStream& stream, const DecoderOptions& options);

  /// nullptr: the end, what is held comes out. Returns libav's code; the packet is always used up.
  int send(const AVPacket* packet);
  /// 0 with a picture in main memory, AVERROR(EAGAIN): more packets are needed, AVERROR_EOF, or another error.
  int receive(AVFrame& out);
  /// Forgets everything, for a new start.
  void flush();

  /// Damaged by the decoder's own word, or not decodable yet (joined in the middle of a group of pictures).
  [[nodiscard]] bool is_corrupt(const AVFrame& frame);
  /// What decodes, as far as is known; certain from the first picture on: "h264 (software)", "h264 (cuda)".
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] AVCodecID codec() const { return context_->codec_id; }
  [[nodiscard]] int width() const { return context_->width; }
  [[nodiscard]] int height() const { return context_->height; }

 private:
  Decoder() = default;
  static AVPixelFormat choose_format(AVCodecContext* context, const AVPixelFormat* offered);
  bool open_hardware(const AVCodec& codec);
  int download(AVFrame& out);

  AvCodecPtr context_;
  AvFramePtr device_frame_;
  AVPixelFormat hardware_format_ = AV_PIX_FMT_NONE;
  std::string hardware_name_;
  std::string name_;
  bool key_seen_ = false;
};

}  // namespace ow::media
