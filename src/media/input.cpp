#include "media/input.h"

extern "C" {
#include <libavdevice/avdevice.h>
#include <libavutil/opt.h>
}

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "base/wait.h"
#include "media/av_log.h"
#include "media/input_options.h"
#include "media/limits.h"

namespace ow::media {
namespace {

// V4L2 has no blocking read that a stop could end, so it is asked this often.
constexpr std::chrono::milliseconds kCameraPoll{2};

bool has_audio(const AVFormatContext& format) {
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    if (format.streams[i]->codecpar->codec_type == AVMEDIA_TYPE_AUDIO) return true;
  }
  return false;
}

/// The stream of the most pixels that is not a cover picture.
int best_video_stream(const AVFormatContext& format) {
  int best = -1;
  std::int64_t best_pixels = -1;
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    const AVStream& stream = *format.streams[i];
    if (stream.codecpar->codec_type != AVMEDIA_TYPE_VIDEO) continue;
    if ((stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0) continue;
    const std::int64_t pixels = std::int64_t{stream.codecpar->width} * stream.codecpar->height;
    if (pixels > best_pixels) {
      best = static_cast<int>(i);
      best_pixels = pixels;
    }
  }
  return best;
}

/// Looks into the streams with a bound on the pictures that it decodes for that.
int find_stream_info(AVFormatContext& format) {
  std::vector<AVDictionary*> options(format.nb_streams, nullptr);
  for (AVDictionary*& each : options) av_dict_set_int(&each, "max_pixels", kPixelsMax, 0);
  const int code = avformat_find_stream_info(&format, options.empty() ? nullptr : options.data());
  for (AVDictionary*& each : options) av_dict_free(&each);
  return code;
}

/// ".mp4"; nothing for an ending that is not letters and digits.
std::string plain_extension(const std::string& path) {
  const std::string extension = std::filesystem::path(path).extension().string();
  const bool plain = std::ranges::all_of(extension.substr(std::min<std::size_t>(1, extension.size())),
                                         [](unsigned char c) { return std::isalnum(c) != 0; });
  return plain ? extension : std::string();
}

/// image2 chooses its decoder by the ending of a name, and knows a language that draws (SVG): a panic of its reader ends the process.
bool guesses_no_picture(const AVFormatContext& format) {
  constexpr std::array kPictures = {AV_CODEC_ID_MJPEG, AV_CODEC_ID_JPEGLS, AV_CODEC_ID_JPEG2000, AV_CODEC_ID_PNG,
                                    AV_CODEC_ID_BMP,   AV_CODEC_ID_WEBP,   AV_CODEC_ID_TIFF,     AV_CODEC_ID_PPM,
                                    AV_CODEC_ID_PGM,   AV_CODEC_ID_PBM,    AV_CODEC_ID_PAM,      AV_CODEC_ID_PGMYUV,
                                    AV_CODEC_ID_GIF};
  if (std::string_view(format.iformat->name) != "image2") return false;
  return std::any_of(format.streams, format.streams + format.nb_streams, [&](const AVStream* stream) {
    return std::ranges::find(kPictures, stream->codecpar->codec_id) == kPictures.end();
  });
}

bool is_encrypted(const AVStream& stream) {
  return av_stream_get_side_data(&stream, AV_PKT_DATA_ENCRYPTION_INIT_INFO, nullptr) != nullptr ||
         stream.codecpar->codec_tag == MKTAG('e', 'n', 'c', 'v');
}

}  // namespace

Result<std::unique_ptr<Input>> Input::open(const Uri& uri, const SourceOptions& options, const Clock& clock,
                                           std::stop_token stop, Probe probe) {
  route_av_log();
  av_max_alloc(kAllocationBytesMax);
  std::unique_ptr<Input> input(new Input(uri, clock));
  static const auto kEverything = std::make_shared<const Access>(AccessOptions{});
  input->access_ = options.access ? options.access : kEverything;
  input->arm(std::move(stop), options.open_timeout);
  OW_CHECK(input->open_container(options));
  if (probe == Probe::kStreams) {
    const int code = find_stream_info(*input->format_);
    if (code < 0 || input->aborted()) return std::unexpected(input->error(code));
  }
  OW_CHECK(input->choose_stream());
  return input;
}

/// What is closed from now on has no bytes to look at.
Input::~Input() { interrupt_.watch(nullptr); }

Status Input::open_local_file() {
  OW_TRY(const Descriptor file, access_->open_to_read(uri_.text, uri_.name));
  const AVIOInterruptCB callback = interrupt_.callback();
  AvOptions options;
  options.set("protocol_whitelist", "file");
  AVIOContext* io = nullptr;
  // The very file that was judged. "file:" keeps a path from being taken for another protocol.
  const int code = avio_open2(&io, ("file:" + file.path()).c_str(), AVIO_FLAG_READ, &callback, options.get());
  if (code < 0) return std::unexpected(error(code));
  io_.reset(io);
  if (avio_size(io) == 0) return fail(ErrorCode::kDataLoss, "{}: the file is empty", uri_.name);
  return {};
}

Status Input::open_address(const SourceOptions& options) {
  const AVIOInterruptCB callback = interrupt_.callback();
  AvOptions dictionary;
  OW_CHECK(set_input_options(dictionary, uri_, options));
  AVIOContext* io = nullptr;
  const int code = avio_open2(&io, uri_.text.c_str(), AVIO_FLAG_READ, &callback, dictionary.get());
  if (code < 0) return std::unexpected(error(code));
  io_.reset(io);
  OW_CHECK(check_final_address(io));
  interrupt_.watch(&bytes_);
  bytes_.opened(io);
  return {};
}

/// The address itself is judged before; what it refers to (a playlist's entries, its keys) must be written as a web address in
/// full, which is judged like one that a person wrote, as is where its redirections led. libav knows further spellings
/// ("http:host", "httpproxy://…").
int Input::open_nested(AVFormatContext* format, AVIOContext** io, const char* url, int flags, AVDictionary** options) {
  auto& self = *static_cast<Input*>(format->opaque);
  std::string_view address = url;
  if (address.starts_with("crypto+")) address.remove_prefix(7);
  const bool web = address.starts_with("http://") || address.starts_with("https://");
  const bool itself = url == self.uri_.text;
  const bool judged = itself || (web && self.access_->check_address(std::string(address), self.uri_.name));
  const bool allowed = self.uri_.network() && (flags & AVIO_FLAG_WRITE) == 0 && judged;
  const int code = allowed ? self.open_default_(format, io, url, flags, options) : AVERROR(EPERM);
  if (code < 0) return code;
  if (itself || self.check_final_address(*io)) {
    self.bytes_.opened(*io);
    return code;
  }
  avio_closep(io);
  return AVERROR(EPERM);
}

int Input::close_nested(AVFormatContext* format, AVIOContext* io) {
  auto& self = *static_cast<Input*>(format->opaque);
  self.bytes_.closing(io);
  return self.close_default_(format, io);
}

/// libav follows redirections by itself: where the last one led is looked at before anything is shown.
Status Input::check_final_address(AVIOContext* io) const {
  if (uri_.kind != UriKind::kHttp || io == nullptr) return {};
  std::uint8_t* location = nullptr;
  if (av_opt_get(io, "location", AV_OPT_SEARCH_CHILDREN, &location) < 0 || location == nullptr) return {};
  const std::string address(reinterpret_cast<const char*>(location));
  av_free(location);
  return access_->check_address(address, uri_.name);
}

Status Input::open_container(const SourceOptions& options) {
  AVFormatContext* format = avformat_alloc_context();
  if (format == nullptr) return std::unexpected(error(AVERROR(ENOMEM)));
  format_.reset(format);
  AvOptions dictionary;
  OW_CHECK(set_input_options(dictionary, uri_, options));
  const bool local = uri_.kind == UriKind::kFile || uri_.kind == UriKind::kImages;
  const AVInputFormat* forced = nullptr;
  if (local) {
    OW_CHECK(open_local_file());
    format->pb = io_.get();
  } else if (uri_.kind == UriKind::kHttp) {
    OW_CHECK(open_address(options));
    format->pb = io_.get();
  } else if (uri_.kind == UriKind::kCamera) {
    avdevice_register_all();
    forced = av_find_input_format("v4l2");
    if (forced == nullptr) return fail(ErrorCode::kUnsupported, "{}: FFmpeg has no V4L2 support here", uri_.name);
    format->flags |= AVFMT_FLAG_NONBLOCK;
  }
  format->interrupt_callback = interrupt_.callback();
  open_default_ = std::exchange(format->io_open, &Input::open_nested);
  close_default_ = std::exchange(format->io_close2, &Input::close_nested);
  format->opaque = this;
  // avformat_open_input frees the context on failure.
  AVFormatContext* raw = format_.release();
  // Of a file only the ending is told: a name like "a%d.jpg" would be taken for a pattern of names.
  const std::string name = local ? "file" + plain_extension(uri_.text) : uri_.text;
  const int code = avformat_open_input(&raw, name.c_str(), forced, dictionary.get());
  format_.reset(raw);
  const bool refused = code == AVERROR(EINVAL) && uri_.kind != UriKind::kCamera;
  if (refused || (code >= 0 && guesses_no_picture(*format_))) {
    constexpr const char* kWords =
        "cannot be read as a video or a picture; playlists, lists of files, texts and drawings (SVG) are not opened";
    return fail(ErrorCode::kDataLoss, "{}: {}", uri_.name, kWords);
  }
  if (code < 0) return std::unexpected(error(code));
  return {};
}

Status Input::choose_stream() {
  stream_ = best_video_stream(*format_);
  if (stream_ < 0) {
    return fail(ErrorCode::kUnsupported, "{}: there is no video in it{}", uri_.name,
                has_audio(*format_) ? ", only sound" : "");
  }
  const AVStream& video = stream();
  if (is_encrypted(video)) return fail(ErrorCode::kUnsupported, "{}: the video is encrypted", uri_.name);
  const AVCodecParameters& codec = *video.codecpar;
  if (codec.width > kSideMax || codec.height > kSideMax || std::int64_t{codec.width} * codec.height > kPixelsMax) {
    return fail(ErrorCode::kUnsupported, "{}: {}x{} pixels are too many; {} a side and {} in all are the limit",
                uri_.name, codec.width, codec.height, kSideMax, kPixelsMax);
  }
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    if (static_cast<int>(i) != stream_) format_->streams[i]->discard = AVDISCARD_ALL;
  }
  return {};
}

void Input::arm(std::stop_token stop, std::chrono::milliseconds silence) {
  stop_ = stop;
  interrupt_.arm(std::move(stop), silence);
}

int Input::read(AVPacket& packet) {
  const AVIOInterruptCB expired = interrupt_.callback();
  while (true) {
    const int code = av_read_frame(format_.get(), &packet);
    if (expired.callback(expired.opaque) != 0) {
      av_packet_unref(&packet);
      return AVERROR_EXIT;
    }
    if (code == AVERROR(EAGAIN)) {
      wait_until(stop_, std::chrono::steady_clock::now() + kCameraPoll);
    } else if (code < 0 || packet.stream_index == stream_) {
      return code;
    } else {
      av_packet_unref(&packet);
    }
  }
}

bool Input::seek_to_start() {
  AVFormatContext& format = *format_;
  // Formats without an index are sought by guessing; byte 0 is exact.
  if ((format.iformat->flags & (AVFMT_TS_DISCONT | AVFMT_NOTIMESTAMPS)) != 0) {
    return av_seek_frame(&format, -1, 0, AVSEEK_FLAG_BYTE) >= 0;
  }
  const std::int64_t start = stream().start_time == AV_NOPTS_VALUE ? 0 : stream().start_time;
  return av_seek_frame(&format, stream_, start, AVSEEK_FLAG_BACKWARD) >= 0;
}

bool Input::live() const {
  if (uri_.kind == UriKind::kRtsp || uri_.kind == UriKind::kCamera) return true;
  if (uri_.kind != UriKind::kHttp || std::string_view(format_->iformat->name).ends_with("_pipe")) return false;
  return format_->duration == AV_NOPTS_VALUE && !seekable();
}

bool Input::seekable() const {
  if (uri_.kind == UriKind::kRtsp || uri_.kind == UriKind::kCamera) return false;
  if (format_->pb == nullptr) return format_->duration != AV_NOPTS_VALUE;  // HLS reads its segments by itself
  return (format_->pb->seekable & AVIO_SEEKABLE_NORMAL) != 0;
}

}  // namespace ow::media
