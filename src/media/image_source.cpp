#include "media/image_source.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "media/capture.h"
#include "media/decoder.h"
#include "media/frame_convert.h"
#include "media/image_list.h"
#include "media/input.h"

namespace ow::media {
namespace {

constexpr int kFramesPerSecond = 25;
constexpr std::chrono::microseconds kFrameDuration{1'000'000 / kFramesPerSecond};
constexpr std::size_t kFirstTries = 16;  ///< pictures looked at for one that can be read

struct Picture {
  AvFramePtr frame;
  Capture capture;
  std::string codec;
};

Result<Picture> decode(const std::string& path, const SourceOptions& options, const Clock& clock,
                       std::stop_token stop) {
  const Uri uri{UriKind::kImages, path, path, {}};
  OW_TRY(const auto input, Input::open(uri, options, clock, std::move(stop), Input::Probe::kNone));
  OW_TRY(const auto decoder, Decoder::create(input->stream(), {.hardware = false, .threads = 1}));
  Picture out{AvFramePtr(av_frame_alloc()), {}, avcodec_get_name(input->stream().codecpar->codec_id)};
  const AvPacketPtr packet(av_packet_alloc());
  int code = AVERROR(EAGAIN);
  while (code == AVERROR(EAGAIN)) {
    const int read = input->read(*packet);
    out.capture = Capture::now(clock);
    if (read < 0 && read != AVERROR_EOF) return std::unexpected(input->error(read));
    const int sent = decoder->send(read < 0 ? nullptr : packet.get());
    av_packet_unref(packet.get());
    if (sent < 0) return std::unexpected(input->error(sent));
    code = decoder->receive(*out.frame);
  }
  if (code < 0) return std::unexpected(input->error(AVERROR_INVALIDDATA));
  if (decoder->is_corrupt(*out.frame)) return fail(ErrorCode::kDataLoss, "{}: the picture is damaged", path);
  return out;
}

class ImageSource final : public Source {
 public:
  ImageSource(std::vector<std::string> paths, SourceOptions options, const Clock& clock)
      : paths_(std::move(paths)), options_(std::move(options)), clock_(clock) {}

  Status look_at_first(std::stop_token stop) {
    Status last = fail(ErrorCode::kNotFound, "no pictures");
    for (std::size_t i = 0; i < std::min(paths_.size(), kFirstTries); ++i) {
      auto picture = decode(paths_[i], options_, clock_, stop);
      if (picture) {
        describe(*picture);
        return {};
      }
      last = std::unexpected(picture.error());
    }
    return last;
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  Result<ReadResult> read(std::stop_token stop) override {
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "stopped");
    if (next_ == paths_.size()) return EndOfSource{};
    auto picture = decode(paths_[next_++], options_, clock_, stop);
    if (!picture && picture.error().code == ErrorCode::kCancelled) return std::unexpected(picture.error());
    FrameInfo info;
    info.sequence = sequence_++;
    info.pts = kFrameDuration * static_cast<std::int64_t>(info.sequence);
    if (!picture) return CorruptFrame{};
    info.capture_time = picture->capture.time;
    info.capture_unix_us = picture->capture.unix_us;
    const Orientation orientation = frame_orientation(*picture->frame, {});
    auto frame = converter_.convert(std::move(picture->frame), orientation, info);
    if (!frame) return CorruptFrame{};
    return SourceFrame{*std::move(frame), {stage::kVideoDecode, info.capture_time, clock_.now(), SpanKind::kWork}};
  }

  Status rewind() override {
    next_ = 0;
    return {};
  }

 private:
  void describe(const Picture& picture) {
    const Orientation orientation = frame_orientation(*picture.frame, {});
    info_.size = orientation.apply({picture.frame->width, picture.frame->height});
    info_.frames_per_second = kFramesPerSecond;
    info_.frame_count = static_cast<std::int64_t>(paths_.size());
    info_.seekable = true;
    info_.codec = picture.codec;
    info_.decoder = picture.codec + " (software)";
  }

  std::vector<std::string> paths_;
  SourceOptions options_;
  const Clock& clock_;
  SourceInfo info_;
  FrameConverter converter_;
  std::size_t next_ = 0;
  std::uint64_t sequence_ = 0;
};

}  // namespace

Result<std::unique_ptr<Source>> open_images(const Uri& uri, const SourceOptions& options, const Clock& clock,
                                            std::stop_token stop) {
  OW_TRY(auto paths, list_images(uri.text));
  auto source = std::make_unique<ImageSource>(std::move(paths), options, clock);
  OW_CHECK(source->look_at_first(std::move(stop)));
  return source;
}

}  // namespace ow::media
