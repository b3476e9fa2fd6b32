#include "nodes/file_output_node.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "base/text.h"
#include "nodes/recording.h"

namespace ow::nodes {
namespace {

using graph::Health;
using graph::NodeContext;

/// A full disk is tried again after this long.
constexpr std::chrono::seconds kRetryAfter{5};
/// Is the file still where it was?
constexpr std::chrono::seconds kLookEvery{1};
/// A file that was moved or deleted once is told about for this long.
constexpr std::chrono::seconds kTellFor{60};

/// What a file's ending asks for; lines where it has none ("-" is standard output).
Result<std::string> format_of(const std::filesystem::path& path) {
  const std::string ending = to_lower(path.extension().string());
  if (ending == ".mp4") return "mp4";
  for (const char* lines : {"", ".jsonl", ".ndjson", ".json", ".txt", ".log"}) {
    if (ending == lines) return "jsonl";
  }
  return fail_at("path", ErrorCode::kInvalidArgument,
                 "'{}' is written neither as JSON lines (.jsonl) nor as a video (.mp4): call it so, or set 'format'",
                 path.filename().string());
}

class FileOutput final : public graph::Node {
 public:
  FileOutput(const Services& services, std::string path, std::string format, std::string existing)
      : services_(services), path_(std::move(path)), format_(std::move(format)), existing_(std::move(existing)) {}

  Status start(NodeContext& context) override {
    auto located = services_.access->locate_output(path_);
    if (!located) return fail_at("path", located.error().code, "{}", located.error().message);
    const std::filesystem::path path = *std::move(located);
    if (format_ == "auto") {
      OW_TRY(format_, format_of(path));
    }
    const bool anew = !context.resumed() && (existing_ == "overwrite" || (existing_ == "auto" && context.lossless()));
    const Existing existing = anew ? Existing::kOverwrite : Existing::kKeep;
    const Access& access = *services_.access;
    OW_TRY(recording_, format_ == "mp4" ? record_video(path, existing, access) : record_lines(path, existing, access));
    tell_file(context);
    return {};
  }

  Status process(NodeContext& context, graph::Inlet, Packet packet) override {
    const TimePoint now = context.clock().now();
    if (retry_at_ && now < *retry_at_) {
      leave_out(context);
      return {};
    }
    Status written = look(context, now);
    if (written) written = recording_->write(context, packet);
    tell_file(context);
    // An offline run loses nothing: it fails. A live one goes on and records again when there is room.
    if (!written && (context.lossless() || written.error().code != ErrorCode::kResourceExhausted)) return written;
    if (!written) {
      pause(context, written.error(), now);
      return {};
    }
    retry_at_.reset();
    if (paused_ && recording_->holds()) go_on(context);
    context.observer()->on_complete(context.node(), packet.trace, context.clock().now());
    return {};
  }

  Status on_end(NodeContext& context) override {
    const Status finished = recording_->finish();
    if (finished && paused_) {
      context.report(
          Health::kWarning,
          fmt::format("The disk was full: {} frames were not recorded. What was written before stays readable.",
                      left_out_));
    }
    if (finished || context.lossless() || finished.error().code != ErrorCode::kResourceExhausted) return finished;
    context.report(Health::kWarning, finished.error().message + "; what was written before stays readable");
    return {};
  }

 private:
  /// A file that is moved, deleted or written by others as well must not be lost without a word.
  Status look(NodeContext& context, TimePoint now) {
    if (now < look_at_) return {};
    look_at_ = now + kLookEvery;
    OW_TRY(const std::string seen, recording_->look());
    if (!seen.empty()) {
      tell_until_ = now + kTellFor;
      if (!paused_) context.report(Health::kWarning, as_sentence(seen));
    } else if (tell_until_ && now >= *tell_until_) {
      tell_until_.reset();
      if (!paused_) context.report(Health::kOk, {});
    }
    return {};
  }

  void tell_file(NodeContext& context) {
    if (recording_->file() != file_) context.fact("file", (file_ = recording_->file()).string());
  }

  void leave_out(NodeContext& context) {
    context.fact("not_recorded", fmt::format("{} frames, while the disk was full", ++left_out_));
  }

  void pause(NodeContext& context, const Error& error, TimePoint now) {
    leave_out(context);
    retry_at_ = now + kRetryAfter;
    paused_ = true;
    context.report_retry(
        fmt::format("{} What was written before stays readable; nothing is recorded until there is room. "
                    "Trying again in {} s.",
                    as_sentence(error.message), kRetryAfter.count()),
        *retry_at_);
  }

  void go_on(NodeContext& context) {
    paused_ = false;
    context.report(Health::kOk, {});
  }

  const Services& services_;
  std::string path_, format_, existing_;
  std::unique_ptr<Recording> recording_;
  std::filesystem::path file_;
  std::optional<TimePoint> retry_at_;
  TimePoint look_at_{};
  std::optional<TimePoint> tell_until_;
  bool paused_ = false;  ///< told, and not yet sure that it is over
  std::uint64_t left_out_ = 0;
};

}  // namespace

graph::NodeDescriptor FileOutputNode::descriptor() {
  using enum graph::OptionType;
  return {
      .type = "file_output",
      .title = "File Output",
      .category = "Output",
      .doc = "Writes detections as JSON lines (.jsonl) or the annotated video (.mp4).",
      .keywords = {"save", "record", "store", "export", "log", "csv", "detections"},
      .inputs = {{.name = "in",
                  .type = graph::PortType::kFrame,
                  .doc = "frames, with or without detections",
                  .policy = QueuePolicy::kDropOldest,
                  .capacity = 8}},
      .outputs = {},
      .options = {
          {.name = "path",
           .type = kFilePath,
           .fallback = {},
           .doc = "File to write; relative paths lie below the output folder; '-' is standard output",
           .required = true},
          {.name = "format",
           .type = kChoice,
           .fallback = std::string("auto"),
           .doc = "auto goes by the file's ending",
           .choices = {"auto", "jsonl", "mp4"}},
          {.name = "existing",
           .type = kChoice,
           .fallback = std::string("auto"),
           .doc = "A file that is there already: keep adds lines, and gives a video the next free name (seen-2.mp4); "
                  "overwrite writes it anew from the first frame on; auto overwrites in offline runs only. A run that "
                  "goes on after a failure or with the server's next start keeps it in any case",
           .choices = {"auto", "keep", "overwrite"},
           .advanced = true},
      }};
}

Status FileOutputNode::check(const graph::Options& options) {
  const std::filesystem::path path = options.text("path");
  const std::string name = path.filename().string();
  if (name.empty() || name == "." || name == "..") {
    return fail_at("path", ErrorCode::kInvalidArgument, "'{}' is a folder; name a file in it", path.string());
  }
  if (options.text("format") == "auto") OW_CHECK(format_of(path));
  return {};
}

graph::NodeFactory FileOutputNode::factory(const Services& services) {
  return [&services](const graph::Options& options) -> Result<std::unique_ptr<graph::Node>> {
    return std::make_unique<FileOutput>(services, options.text("path"), options.text("format"),
                                        options.text("existing"));
  };
}

}  // namespace ow::nodes
