#include "media/decoder.h"

extern "C" {
#include <libavutil/hwcontext.h>
}

#include <array>

#include "media/limits.h"

namespace ow::media {
namespace {

constexpr std::array kDeviceTypes = {AV_HWDEVICE_TYPE_VIDEOTOOLBOX, AV_HWDEVICE_TYPE_CUDA, AV_HWDEVICE_TYPE_VAAPI};

/// The picture format in which `codec` decodes on a device of this type, or none.
AVPixelFormat device_format(const AVCodec& codec, AVHWDeviceType type) {
  for (int i = 0;; ++i) {
    const AVCodecHWConfig* config = avcodec_get_hw_config(&codec, i);
    if (config == nullptr) return AV_PIX_FMT_NONE;
    if (config->device_type == type && (config->methods & AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) != 0) {
      return config->pix_fmt;
    }
  }
}

bool is_intra_only(const AVCodec& codec) {
  const AVCodecDescriptor* descriptor = avcodec_descriptor_get(codec.id);
  return descriptor != nullptr && (descriptor->props & AV_CODEC_PROP_INTRA_ONLY) != 0;
}

}  // namespace

Result<std::unique_ptr<Decoder>> Decoder::create(const AVStream& stream, const DecoderOptions& options) {
  const AVCodec* codec = avcodec_find_decoder(stream.codecpar->codec_id);
  if (codec == nullptr) {
    return fail(ErrorCode::kUnsupported, "there is no decoder for the codec '{}'",
                avcodec_get_name(stream.codecpar->codec_id));
  }
  std::unique_ptr<Decoder> decoder(new Decoder());
  decoder->context_.reset(avcodec_alloc_context3(codec));
  decoder->device_frame_.reset(av_frame_alloc());
  if (!decoder->context_ || !decoder->device_frame_)
    return fail(ErrorCode::kResourceExhausted, "no memory for a decoder");
  AVCodecContext& context = *decoder->context_;
  if (avcodec_parameters_to_context(&context, stream.codecpar) < 0) {
    return fail(ErrorCode::kDataLoss, "the parameters of the codec '{}' are damaged", codec->name);
  }
  context.pkt_timebase = stream.time_base;
  context.thread_count = options.threads;
  context.max_pixels = kPixelsMax;  // a few bytes can declare 65,535 × 65,535
  context.flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;  // so that damaged pictures can be counted
  if (is_intra_only(*codec))
    context.err_recognition |= AV_EF_EXPLODE;  // an error is in this picture, so it is given up
  // No AV_CODEC_FLAG_LOW_DELAY: it loses pictures of streams with B-frames, and those without are not delayed anyway.
  if (options.latency == Latency::kLow) context.thread_type = FF_THREAD_SLICE;
  if (!options.hardware || !decoder->open_hardware(*codec)) decoder->name_ = std::string(codec->name) + " (software)";
  if (avcodec_open2(&context, codec, nullptr) < 0) {
    return fail(ErrorCode::kUnsupported, "the decoder for '{}' does not take this stream", codec->name);
  }
  return decoder;
}

bool Decoder::open_hardware(const AVCodec& codec) {
  for (const AVHWDeviceType type : kDeviceTypes) {
    const AVPixelFormat format = device_format(codec, type);
    AVBufferRef* device = nullptr;
    if (format == AV_PIX_FMT_NONE || av_hwdevice_ctx_create(&device, type, nullptr, nullptr, 0) < 0) continue;
    context_->hw_device_ctx = device;  // freed with the context
    context_->opaque = this;
    context_->get_format = &Decoder::choose_format;
    hardware_format_ = format;
    hardware_name_ = std::string(codec.name) + " (" + av_hwdevice_get_type_name(type) + ")";
    name_ = hardware_name_;
    return true;
  }
  return false;
}

AVPixelFormat Decoder::choose_format(AVCodecContext* context, const AVPixelFormat* offered) {
  const auto& self = *static_cast<const Decoder*>(context->opaque);
  for (const AVPixelFormat* format = offered; *format != AV_PIX_FMT_NONE; ++format) {
    if (*format == self.hardware_format_) return *format;
  }
  return avcodec_default_get_format(context, offered);
}

int Decoder::send(const AVPacket* packet) {
  if (packet != nullptr) context_->reordered_opaque = (packet->flags & AV_PKT_FLAG_CORRUPT) != 0 ? 1 : 0;
  return avcodec_send_packet(context_.get(), packet);
}

int Decoder::receive(AVFrame& out) {
  const int code = avcodec_receive_frame(context_.get(), &out);
  if (code < 0) return code;
  if (hardware_format_ == AV_PIX_FMT_NONE) return 0;
  if (out.format == hardware_format_) return download(out);
  name_ = std::string(context_->codec->name) + " (software)";  // the device does not do this profile
  return 0;
}

int Decoder::download(AVFrame& out) {
  name_ = hardware_name_;
  av_frame_unref(device_frame_.get());
  av_frame_move_ref(device_frame_.get(), &out);
  const int code = av_hwframe_transfer_data(&out, device_frame_.get(), 0);
  if (code >= 0) av_frame_copy_props(&out, device_frame_.get());
  av_frame_unref(device_frame_.get());
  return code < 0 ? code : 0;
}

void Decoder::flush() {
  avcodec_flush_buffers(context_.get());
  key_seen_ = false;
}

bool Decoder::is_corrupt(const AVFrame& frame) {
  // H.264 may start at a recovery point that is no key frame; its decoder marks what comes before as corrupt itself.
  if (frame.key_frame != 0 || context_->codec_id == AV_CODEC_ID_H264) key_seen_ = true;
  return !key_seen_ || (frame.flags & AV_FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags != 0 ||
         frame.reordered_opaque == 1;
}

}  // namespace ow::media
