// Opening a file, address or camera with libavformat: protocols, deadlines and limits.
#pragma once

#include <memory>
#include <stop_token>

#include "base/error.h"
#include "media/av_error.h"
#include "media/av_ptr.h"
#include "media/interrupt.h"
#include "media/source.h"
#include "media/uri.h"

namespace ow::media {

/// An opened container and its video stream. Belongs to one thread.
class Input final {
 public:
  /// How much of the stream is looked at before the first frame.
  enum class Probe {
    kStreams,  ///< until size, rate and codec of the streams are known
    kNone,     ///< only the format: for still pictures, whose decoder says the rest
  };

  static Result<std::unique_ptr<Input>> open(const Uri& uri, const SourceOptions& options, const Clock& clock,
                                             std::stop_token stop, Probe probe = Probe::kStreams);

  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  [[nodiscard]] AVFormatContext& format() { return *format_; }
  [[nodiscard]] const AVStream& stream() const { return *format_->streams[stream_]; }
  [[nodiscard]] const Uri& uri() const { return uri_; }

  /// Stop and deadline of the reads that follow; zero waits for ever.
  void arm(std::stop_token stop, std::chrono::milliseconds silence);
  /// The next packet of the video stream: 0, AVERROR_EOF or another libav error.
  int read(AVPacket& packet);
  /// Back to the first frame; false when this container cannot.
  bool seek_to_start();

  [[nodiscard]] Error error(int code) const { return av_error(code, uri_.name, interrupt_, uri_.network()); }
  [[nodiscard]] bool aborted() const {
    return interrupt_.stopped() || interrupt_.timed_out() || !interrupt_.excess().empty();
  }
  /// Frames come at their own pace and cannot be had again.
  [[nodiscard]] bool live() const;
  [[nodiscard]] bool seekable() const;

 private:
  Input(Uri uri, const Clock& clock) : uri_(std::move(uri)), interrupt_(clock) {}
  Status open_container(const SourceOptions& options);
  Status open_local_file();
  Status open_address(const SourceOptions& options);
  Status check_final_address(AVIOContext* io) const;
  static int open_nested(AVFormatContext* format, AVIOContext** io, const char* url, int flags, AVDictionary** options);
  static int close_nested(AVFormatContext* format, AVIOContext* io);
  Status choose_stream();

  Uri uri_;
  std::shared_ptr<const Access> access_;
  int (*open_default_)(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) = nullptr;
  int (*close_default_)(AVFormatContext*, AVIOContext*) = nullptr;
  BytesWatch bytes_;
  std::stop_token stop_;
  Interrupt interrupt_;
  AvIoPtr io_;          // before format_: libav uses it until the input is closed
  AvInputPtr format_;
  int stream_ = -1;
};

}  // namespace ow::media
