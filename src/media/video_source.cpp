#include "media/video_source.h"

#include <optional>
#include <utility>

#include "media/capture.h"
#include "media/decoder.h"
#include "media/deinterlacer.h"
#include "media/frame_convert.h"
#include "media/input.h"
#include "media/limits.h"
#include "media/timeline.h"

namespace ow::media {
namespace {

using std::chrono::microseconds;

constexpr microseconds kDefaultFrameDuration{40'000};
constexpr AVRational kMicroseconds{1, 1'000'000};

double nominal_rate(const AVStream& stream) {
  AVRational rate = stream.avg_frame_rate;
  if (rate.num <= 0 || rate.den <= 0) rate = stream.r_frame_rate;
  return rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 0;
}

microseconds frame_duration(double rate) {
  return rate > 0 ? microseconds(static_cast<std::int64_t>(1e6 / rate)) : kDefaultFrameDuration;
}

SourceInfo describe(Input& input, const Decoder& decoder) {
  const AVStream& stream = input.stream();
  SourceInfo info;
  info.size = stream_orientation(stream).apply({decoder.width(), decoder.height()});
  info.frames_per_second = nominal_rate(stream);
  if (stream.nb_frames > 0) info.frame_count = stream.nb_frames;
  info.live = input.live();
  info.seekable = input.seekable();
  info.codec = avcodec_get_name(stream.codecpar->codec_id);
  info.decoder = decoder.name();
  return info;
}

Result<std::unique_ptr<Decoder>> make_decoder(Input& input, const SourceOptions& options) {
  const Latency latency = input.live() ? Latency::kLow : Latency::kThroughput;
  auto decoder = Decoder::create(input.stream(), {options.hardware_decode, options.decode_threads, latency});
  if (!decoder) decoder.error().message = input.uri().name + ": " + decoder.error().message;
  return decoder;
}

class VideoSource final : public Source {
 public:
  VideoSource(std::unique_ptr<Input> input, std::unique_ptr<Decoder> decoder, SourceOptions options, const Clock& clock)
      : input_(std::move(input)),
        decoder_(std::move(decoder)),
        options_(std::move(options)),
        clock_(clock),
        info_(describe(*input_, *decoder_)),
        stream_orientation_(stream_orientation(input_->stream())),
        packet_(av_packet_alloc()),
        deinterlacer_(input_->stream().time_base, options_.decode_threads),
        timeline_(frame_duration(info_.frames_per_second)) {}

  [[nodiscard]] const SourceInfo& info() const override { return info_; }
  Result<ReadResult> read(std::stop_token stop) override;
  Status rewind() override;

 private:
  enum class Step { kAgain, kPicture, kCorrupt, kEnd };

  /// One step towards the next picture, which then lies in picture_.
  Result<Step> step();
  Result<Step> feed();
  Step picture_decoded();
  Step decoder_empty();
  Result<Step> bad_packet(int code);
  /// Of a live source; files have their nominal rate.
  std::optional<microseconds> since_last_picture();
  Result<ReadResult> deliver();
  Result<ReadResult> end();

  std::unique_ptr<Input> input_;
  std::unique_ptr<Decoder> decoder_;
  SourceOptions options_;
  const Clock& clock_;
  SourceInfo info_;
  Orientation stream_orientation_;
  AvPacketPtr packet_;
  AvFramePtr picture_;
  Deinterlacer deinterlacer_;
  FrameConverter converter_;
  Timeline timeline_;
  Capture capture_;
  TimePoint last_delivered_{};
  bool filter_draining_ = false;
  bool broken_ = false;  ///< the connection ended early
  std::uint64_t sequence_ = 0;
  int bad_packets_ = 0;  ///< in a row
  TimePoint bad_since_{};  ///< the first of them
};

Result<ReadResult> VideoSource::read(std::stop_token stop) {
  const bool waits = input_->uri().network() || input_->uri().kind == UriKind::kCamera;
  input_->arm(stop, waits ? options_.silence_timeout : std::chrono::milliseconds(0));
  capture_ = Capture::now(clock_);  // of a picture that the decoder or the filter still holds
  while (true) {
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "{}: stopped", input_->uri().name);
    if (!picture_) picture_.reset(av_frame_alloc());
    if (!picture_ || !packet_) return std::unexpected(input_->error(AVERROR(ENOMEM)));
    OW_TRY(const Step result, step());
    switch (result) {
      case Step::kAgain: break;
      case Step::kPicture: return deliver();
      case Step::kCorrupt: ++sequence_; return CorruptFrame{};
      case Step::kEnd: return end();
    }
  }
}

Result<VideoSource::Step> VideoSource::step() {
  if (deinterlacer_.active() && deinterlacer_.receive(*picture_) == 0) return Step::kPicture;
  if (filter_draining_) return Step::kEnd;
  const int code = decoder_->receive(*picture_);
  if (code == 0) return picture_decoded();
  if (code == AVERROR(EAGAIN)) return feed();
  if (code == AVERROR_EOF) return decoder_empty();
  return bad_packet(code);
}

VideoSource::Step VideoSource::picture_decoded() {
  bad_packets_ = 0;
  if (decoder_->is_corrupt(*picture_)) {
    av_frame_unref(picture_.get());
    return Step::kCorrupt;
  }
  if (deinterlacer_.active() && !deinterlacer_.fits(*picture_)) deinterlacer_.reset();
  if (!deinterlacer_.active() && picture_->interlaced_frame == 0) return Step::kPicture;
  // A format that the filter does not take is shown as it is.
  return deinterlacer_.send(picture_.get()) < 0 ? Step::kPicture : Step::kAgain;
}

VideoSource::Step VideoSource::decoder_empty() {
  if (!deinterlacer_.active() || deinterlacer_.send(nullptr) < 0) return Step::kEnd;
  filter_draining_ = true;
  return Step::kAgain;
}

Result<VideoSource::Step> VideoSource::feed() {
  int code = input_->read(*packet_);
  capture_ = Capture::now(clock_);
  // Over HTTP the end of a body without a length reads as an I/O error too; what the decoder holds still comes out.
  broken_ = code == AVERROR(EIO) && input_->uri().network();
  if (code == AVERROR_EOF || broken_) {
    decoder_->send(nullptr);
    return Step::kAgain;
  }
  if (code == AVERROR_INVALIDDATA) return bad_packet(code);
  if (code < 0) return std::unexpected(input_->error(code));
  code = decoder_->send(packet_.get());
  av_packet_unref(packet_.get());
  if (code < 0) return bad_packet(code);
  return Step::kAgain;
}

Result<VideoSource::Step> VideoSource::bad_packet(int code) {
  if (code == AVERROR(ENOMEM) || ++bad_packets_ > kBadPacketsMax) return std::unexpected(input_->error(code));
  if (bad_packets_ == 1) bad_since_ = capture_.time;
  if (info_.live && capture_.time - bad_since_ > options_.silence_timeout) {
    return fail(ErrorCode::kUnavailable, "{}: for {:.0f} s nothing could be decoded as {}; it is opened anew",
                input_->uri().name, to_seconds(capture_.time - bad_since_), info_.codec);
  }
  return Step::kCorrupt;
}

std::optional<microseconds> VideoSource::since_last_picture() {
  const TimePoint last = std::exchange(last_delivered_, capture_.time);
  if (!info_.live || last == TimePoint{}) return std::nullopt;
  return std::chrono::duration_cast<microseconds>(capture_.time - last);
}

Result<ReadResult> VideoSource::deliver() {
  FrameInfo info;
  info.sequence = sequence_++;
  info.capture_time = capture_.time;
  info.capture_unix_us = capture_.unix_us;
  std::optional<microseconds> stamp;
  if (picture_->best_effort_timestamp != AV_NOPTS_VALUE) {
    stamp = microseconds(av_rescale_q(picture_->best_effort_timestamp, input_->stream().time_base, kMicroseconds));
  }
  info.pts = timeline_.next(stamp, since_last_picture());
  info_.decoder = decoder_->name();
  const Orientation orientation = frame_orientation(*picture_, stream_orientation_);
  OW_TRY(FramePtr frame, converter_.convert(std::move(picture_), orientation, info));
  return SourceFrame{std::move(frame), {stage::kVideoDecode, capture_.time, clock_.now(), SpanKind::kWork}};
}

Result<ReadResult> VideoSource::end() {
  if (info_.live) return fail(ErrorCode::kUnavailable, "{}: the stream ended", input_->uri().name);
  if (broken_) return fail(ErrorCode::kUnavailable, "{}: the connection broke before the end", input_->uri().name);
  if (sequence_ == 0) {
    return fail(ErrorCode::kDataLoss, "{}: there is no picture in it that can be read; it is damaged or cut off",
                input_->uri().name);
  }
  return EndOfSource{};
}

Status VideoSource::rewind() {
  if (!info_.seekable) return fail(ErrorCode::kUnsupported, "{}: cannot be started again", input_->uri().name);
  if (input_->seek_to_start()) {
    decoder_->flush();
  } else {
    OW_TRY(input_, Input::open(input_->uri(), options_, clock_, {}));
    OW_TRY(decoder_, make_decoder(*input_, options_));
  }
  deinterlacer_.reset();
  filter_draining_ = false;
  bad_packets_ = 0;
  timeline_.restart();
  return {};
}

}  // namespace

Result<std::unique_ptr<Source>> open_video(const Uri& uri, const SourceOptions& options, const Clock& clock,
                                           std::stop_token stop) {
  OW_TRY(auto input, Input::open(uri, options, clock, stop));
  OW_TRY(auto decoder, make_decoder(*input, options));
  if (decoder->width() <= 0 || decoder->height() <= 0) {
    return fail(input->live() ? ErrorCode::kUnavailable : ErrorCode::kDataLoss,
                "{}: no complete picture was found in it, so its size is not known", uri.name);
  }
  return std::make_unique<VideoSource>(std::move(input), std::move(decoder), options, clock);
}

}  // namespace ow::media
