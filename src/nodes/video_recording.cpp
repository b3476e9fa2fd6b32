#include <fmt/format.h>

#include <chrono>
#include <string>
#include <system_error>
#include <utility>

#include "media/scale.h"
#include "media/video_writer.h"
#include "nodes/file_place.h"
#include "nodes/recording.h"
#include "vision/draw.h"

namespace ow::nodes {
namespace {

/// H.264 4:2:0 wants even sizes.
Size even(Size size) { return {size.width & ~1, size.height & ~1}; }

/// Names that others begin to write just before us.
constexpr int kTriesMax = 16;

class VideoRecording final : public Recording {
 public:
  VideoRecording(std::filesystem::path file, Existing existing, const Access& access,
                 std::unique_ptr<vision::Painter> painter)
      : wanted_(std::move(file)), existing_(existing), access_(access), painter_(std::move(painter)), file_(wanted_) {}

  Status write(graph::NodeContext& context, Packet& packet) override {
    const FrameInfo& info = packet.frame->info();
    const TimePoint begin = context.clock().now();
    if (writer_ && even(info.size) != size_) OW_CHECK(end_part());
    if (!writer_) OW_CHECK(begin_part(info));
    OW_TRY(FrameBuffer view, media::scale_for_view(*packet.frame, size_));
    if (const DetectionSet* set = packet.detections()) {
      painter_->draw(view, info.source_size, set->items, set->labels, {.carried_over = set->carried_over});
    }
    const TimePoint drawn = context.clock().now();
    context.span(packet.trace, stage::kXrayVisualization, begin, drawn);
    if (const Status written = writer_->write(view, info.pts - part_begin_); !written) {
      if (written.error().code == ErrorCode::kResourceExhausted) (void)end_part();  // keeps what is whole of it
      return written;
    }
    context.span(packet.trace, stage::kFileEncoding, drawn, context.clock().now());
    return {};
  }

  Result<std::string> look() override {
    if (!writer_) return {};
    switch (place_of(opened_, file_)) {
      case FilePlace::kSame: return std::exchange(beside_, {});
      case FilePlace::kMoved:
        return fmt::format(
            "{} was moved while it is recorded: recording goes on in the moved file; stop and start the workflow to "
            "begin a new one here",
            file_.string());
      case FilePlace::kDeleted:
        (void)end_part();
        return fmt::format("{} was deleted while it was recorded: what it held is lost, a new file is begun",
                           file_.string());
    }
    return {};
  }
  Status finish() override { return writer_ ? end_part() : Status(); }
  [[nodiscard]] const std::filesystem::path& file() const override { return file_; }
  [[nodiscard]] bool holds() const override { return writer_ && writer_->holds_pictures(); }

 private:
  Status begin_part(const FrameInfo& info) {
    size_ = even(info.size);
    part_begin_ = info.pts;
    OW_CHECK(open_file());
    auto writer = media::VideoWriter::create({.path = file_, .opened_as = opened_.path(), .size = size_});
    if (!writer) {
      std::error_code ignored;  // what was only opened, on a full disk
      if (opened_.is_at(file_) && std::filesystem::file_size(file_, ignored) == 0)
        std::filesystem::remove(file_, ignored);
      opened_ = {};
      return std::unexpected(std::move(writer).error());
    }
    writer_ = *std::move(writer);
    ++parts_;
    return {};
  }

  /// The next name that no other writer has.
  Status open_file() {
    beside_.clear();
    // What this run has written already is kept in any case.
    file_ = existing_ == Existing::kOverwrite && parts_ == 0 ? wanted_ : next_free(wanted_);
    for (int tries = 0; tries < kTriesMax; ++tries) {
      OW_TRY(Claimed opened, open_claimed(access_, file_, Existing::kOverwrite));
      if (opened.alone) {
        OW_CHECK(make_empty(opened.file, file_));
        opened_ = std::move(opened.file);
        return {};
      }
      const std::filesystem::path taken = std::exchange(file_, next_free(wanted_));
      beside_ = fmt::format(
          "another workflow or program writes to {} as well, so that this recording goes to {}: give each a path of "
          "its own",
          taken.string(), file_.string());
    }
    return fail(ErrorCode::kFailedPrecondition,
                "other workflows or programs write to {} and the names after it: give each a path of its own",
                wanted_.string());
  }

  Status end_part() {
    const auto writer = std::exchange(writer_, nullptr);
    Status ended = writer->finish();
    opened_ = {};  // the claim holds until all is written
    return ended;
  }

  const std::filesystem::path wanted_;
  const Existing existing_;
  const Access& access_;
  std::unique_ptr<vision::Painter> painter_;
  std::filesystem::path file_;
  Descriptor opened_;  ///< of file_: its claim, and whether it is still under its name
  std::string beside_;  ///< what a person must be told where file_ is not the one that was asked for
  std::unique_ptr<media::VideoWriter> writer_;
  Size size_;
  std::chrono::microseconds part_begin_{0};
  int parts_ = 0;
};

}  // namespace

std::filesystem::path next_free(const std::filesystem::path& file) {
  constexpr int kNamesMax = 1'000'000;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored) || !std::filesystem::is_regular_file(file, ignored)) return file;
  for (int number = 2; number < kNamesMax; ++number) {
    std::filesystem::path next = file;
    next.replace_filename(file.stem().string() + "-" + std::to_string(number) + file.extension().string());
    if (!std::filesystem::exists(next, ignored)) return next;
  }
  return file;
}

Result<std::unique_ptr<Recording>> record_video(const std::filesystem::path& file, Existing existing,
                                                const Access& access) {
  OW_TRY(auto painter, vision::Painter::create());
  return std::make_unique<VideoRecording>(file, existing, access, std::move(painter));
}

}  // namespace ow::nodes
