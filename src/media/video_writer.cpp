#include "media/video_writer.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

#include "base/descriptor.h"
#include "base/disk_full.h"
#include "base/log.h"
#include "media/av_error.h"
#include "media/av_log.h"
#include "media/av_ptr.h"
#include "media/limits.h"

namespace ow::media {
namespace {

using std::chrono::microseconds;

constexpr AVRational kMicroseconds{1, 1'000'000};
constexpr AVRational kTimeBase{1, 90'000};
constexpr microseconds kKeyFrameInterval = std::chrono::seconds(2);

struct FreeOutput {
  void operator()(AVFormatContext* context) const { avformat_free_context(context); }
};
using AvOutputPtr = std::unique_ptr<AVFormatContext, FreeOutput>;

/// x264 takes 4:2:0 in even sizes only: an odd column or row is left out.
Size even(Size size) { return {size.width & ~1, size.height & ~1}; }

class Mp4Writer final : public VideoWriter {
 public:
  explicit Mp4Writer(VideoWriterOptions options) : options_(std::move(options)) {}
  ~Mp4Writer() override {
    if (const Status status = finish(); !status) log::error("{}", status.error().text());
  }
  Mp4Writer(const Mp4Writer&) = delete;
  Mp4Writer& operator=(const Mp4Writer&) = delete;

  Status open();
  Status write(FrameBuffer& picture, microseconds pts) override;
  Status finish() override;
  [[nodiscard]] bool holds_pictures() const override { return bytes_whole_ > bytes_header_; }

 private:
  Status open_encoder();
  Status open_file();
  Status encode(const AVFrame* frame);
  Status drain();
  void cut_to_whole() const;
  [[nodiscard]] bool key_frame_due(microseconds pts) const {
    return !last_key_ || pts - *last_key_ >= kKeyFrameInterval;
  }
  [[nodiscard]] Status failed(int code, const char* what) const {
    const ErrorCode kind = is_disk_full(AVUNERROR(code)) ? ErrorCode::kResourceExhausted : ErrorCode::kUnavailable;
    return fail(kind, "cannot {} {}: {}", what, options_.path.string(), av_text(code));
  }

  VideoWriterOptions options_;
  Descriptor file_;  ///< the very file, whatever becomes of its name
  AvCodecPtr encoder_;
  AvIoPtr io_;
  AvOutputPtr output_;
  AvFramePtr frame_;
  AvPacketPtr packet_;
  std::int64_t frame_duration_ = 0;  ///< nominal, in kTimeBase
  std::optional<std::int64_t> last_dts_;
  std::int64_t last_duration_ = 0;
  std::int64_t last_tick_ = std::numeric_limits<std::int64_t>::min() / 2;
  std::optional<microseconds> last_pts_;
  std::optional<microseconds> last_key_;
  std::int64_t bytes_header_ = 0;
  std::int64_t bytes_whole_ = 0;  ///< of the header and of the fragments that are complete on the disk
  bool open_ = false;  ///< between the file's header and its trailer
  Status state_;  ///< the first failure stays
};

Status Mp4Writer::open() {
  const Size size = even(options_.size);
  if (size.width < 2 || size.height < 2 || size.width > kSideMax || size.height > kSideMax) {
    return fail(ErrorCode::kInvalidArgument, "a video of {}x{} pixels cannot be written", options_.size.width,
                options_.size.height);
  }
  if (!(options_.frames_per_second > 0 && options_.frames_per_second <= 1000)) options_.frames_per_second = 25;
  frame_duration_ = std::llround(kTimeBase.den / options_.frames_per_second);
  last_duration_ = frame_duration_;
  frame_.reset(av_frame_alloc());
  packet_.reset(av_packet_alloc());
  if (!frame_ || !packet_) return failed(AVERROR(ENOMEM), "write");
  OW_CHECK(open_encoder());
  return open_file();
}

Status Mp4Writer::open_encoder() {
  const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
  if (codec == nullptr) return fail(ErrorCode::kUnsupported, "FFmpeg has no libx264 here, so no video can be written");
  encoder_.reset(avcodec_alloc_context3(codec));
  if (!encoder_) return failed(AVERROR(ENOMEM), "write");
  const Size size = even(options_.size);
  AVCodecContext& context = *encoder_;
  context.width = size.width;
  context.height = size.height;
  context.pix_fmt = AV_PIX_FMT_YUV420P;
  context.color_range = AVCOL_RANGE_JPEG;
  context.colorspace = AVCOL_SPC_SMPTE170M;
  context.color_primaries = AVCOL_PRI_SMPTE170M;
  context.color_trc = AVCOL_TRC_SMPTE170M;
  context.time_base = kTimeBase;
  context.framerate = av_d2q(options_.frames_per_second, 100'000);
  context.gop_size = std::max(1, static_cast<int>(std::ceil(options_.frames_per_second * 2)));
  context.max_b_frames = 0;  // pts = dts: an empty_moov file has no edit list to take a decoding delay back
  context.thread_count = std::max(1, options_.threads);
  context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  AvOptions settings;
  settings.set("preset", "veryfast");
  settings.set("crf", std::to_string(std::clamp(options_.crf, 0, 51)));
  settings.set("forced-idr", "1");
  const int code = avcodec_open2(&context, codec, settings.get());
  return code < 0 ? failed(code, "encode for") : Status{};
}

Status Mp4Writer::open_file() {
  AVFormatContext* output = nullptr;
  int code = avformat_alloc_output_context2(&output, nullptr, "mp4", nullptr);
  output_.reset(output);
  if (code < 0) return failed(code, "write");
  AVStream* stream = avformat_new_stream(output, nullptr);
  if (stream == nullptr) return failed(AVERROR(ENOMEM), "write");
  stream->time_base = kTimeBase;
  stream->avg_frame_rate = encoder_->framerate;
  code = avcodec_parameters_from_context(stream->codecpar, encoder_.get());
  if (code < 0) return failed(code, "write");
  AVIOContext* io = nullptr;
  const std::filesystem::path& path = options_.opened_as.empty() ? options_.path : options_.opened_as;
  file_ = Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
  if (!file_.open()) return failed(AVERROR(errno), "create");
  code = avio_open(&io, ("file:" + file_.path()).c_str(), AVIO_FLAG_WRITE);
  if (code < 0) return failed(code, "create");
  io_.reset(io);
  output->pb = io;
  output->flags |= AVFMT_FLAG_FLUSH_PACKETS;  // what is written is in the kernel, whatever happens to us
  AvOptions settings;
  settings.set("movflags", "+frag_keyframe+empty_moov+default_base_moof");
  code = avformat_write_header(output, settings.get());
  if (code >= 0) code = io->error;
  if (code < 0) return failed(code, "write");
  bytes_header_ = bytes_whole_ = avio_tell(io);
  open_ = true;
  return {};
}

Status Mp4Writer::write(FrameBuffer& picture, microseconds pts) {
  if (!open_) return fail(ErrorCode::kFailedPrecondition, "{} is closed already", options_.path.string());
  OW_CHECK(state_);
  if (picture.size() != options_.size) {
    return fail(ErrorCode::kInvalidArgument, "a picture of {}x{} does not fit a video of {}x{}", picture.size().width,
                picture.size().height, options_.size.width, options_.size.height);
  }
  if (last_pts_ && pts <= *last_pts_) {
    return fail(ErrorCode::kInvalidArgument, "pictures must come in order: {} us after {} us", pts.count(),
                last_pts_->count());
  }
  last_pts_ = pts;
  av_frame_unref(frame_.get());
  frame_->format = AV_PIX_FMT_YUV420P;
  frame_->width = encoder_->width;
  frame_->height = encoder_->height;
  frame_->color_range = AVCOL_RANGE_JPEG;
  for (std::size_t plane = 0; plane < 3; ++plane) {  // not reference-counted: the encoder makes its own copy
    frame_->data[plane] = picture.data(plane);
    frame_->linesize[plane] = picture.stride(plane);
  }
  // Two pictures within one tick of the clock still need times of their own.
  last_tick_ = std::max(last_tick_ + 1, av_rescale_q(pts.count(), kMicroseconds, kTimeBase));
  frame_->pts = last_tick_;
  frame_->pict_type = key_frame_due(pts) ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
  if (frame_->pict_type == AV_PICTURE_TYPE_I) last_key_ = pts;
  return state_ = encode(frame_.get());
}

Status Mp4Writer::encode(const AVFrame* frame) {
  const int code = avcodec_send_frame(encoder_.get(), frame);
  if (code < 0) return failed(code, "encode for");
  return drain();
}

Status Mp4Writer::drain() {
  while (true) {
    int code = avcodec_receive_packet(encoder_.get(), packet_.get());
    if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return {};
    if (code < 0) return failed(code, "encode for");
    // The muxer knows a picture's duration from its successor; this is for the last one of the file.
    if (last_dts_) last_duration_ = packet_->dts - *last_dts_;
    last_dts_ = packet_->dts;
    packet_->duration = last_duration_;
    packet_->stream_index = 0;
    av_packet_rescale_ts(packet_.get(), kTimeBase, output_->streams[0]->time_base);
    code = av_write_frame(output_.get(), packet_.get());
    av_packet_unref(packet_.get());
    if (code >= 0) code = output_->pb->error;
    if (code < 0) return failed(code, "write");
    bytes_whole_ = avio_tell(output_->pb);  // grows with each fragment; nothing is in the buffer between them
  }
}

Status Mp4Writer::finish() {
  if (!open_) return {};
  open_ = false;
  if (state_) state_ = encode(nullptr);
  int code = state_ ? av_write_trailer(output_.get()) : 0;
  if (code >= 0) code = output_->pb->error;
  output_->pb = nullptr;
  const int closed = avio_closep(std::array{io_.release()}.data());
  if (code >= 0) code = closed;
  if (state_ && code < 0) state_ = failed(code, "finish");
  if (!state_) cut_to_whole();
  return state_;
}

void Mp4Writer::cut_to_whole() const {
  if (::ftruncate(file_.get(), bytes_whole_) != 0) return;  // a device: nothing to be done
  std::error_code ignored;
  // Another file may have taken the name meanwhile.
  if (!holds_pictures() && file_.is_at(options_.path)) std::filesystem::remove(options_.path, ignored);
}

}  // namespace

Result<std::unique_ptr<VideoWriter>> VideoWriter::create(const VideoWriterOptions& options) {
  route_av_log();
  auto writer = std::make_unique<Mp4Writer>(options);
  OW_CHECK(writer->open());
  return writer;
}

}  // namespace ow::media
