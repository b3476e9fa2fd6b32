#include "nodes/file_output_node.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.h"
#include "media/scale.h"
#include "media/video_writer.h"
#include "nodes/frame_line.h"
#include "vision/draw.h"

namespace ow::nodes {
namespace {

using graph::NodeContext;

/// Where one kind of file is written.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual Status write(NodeContext& context, Packet& packet) = 0;
  virtual Status finish() = 0;
};

class JsonLines final : public Sink {
 public:
  static Result<std::unique_ptr<Sink>> create(const std::filesystem::path& path) {
    if (path == "-") return std::make_unique<JsonLines>(::dup(STDOUT_FILENO), path);
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) {
      return fail_at("path", ErrorCode::kPermissionDenied, "cannot write {}: {}", path.string(), std::strerror(errno));
    }
    return std::make_unique<JsonLines>(descriptor, path);
  }
  JsonLines(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}
  ~JsonLines() override { ::close(descriptor_); }

  Status write(NodeContext&, Packet& packet) override {
    const std::string line = frame_line(packet) + "\n";
    std::string_view rest = line;
    while (!rest.empty()) {
      const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        const ErrorCode code = errno == ENOSPC ? ErrorCode::kResourceExhausted : ErrorCode::kUnavailable;
        return fail(code, "cannot write {}: {}", path_.string(), std::strerror(errno));
      }
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }
  Status finish() override { return {}; }

 private:
  int descriptor_;
  std::filesystem::path path_;
};

class Video final : public Sink {
 public:
  static Result<std::unique_ptr<Sink>> create(const std::filesystem::path& path) {
    OW_TRY(auto painter, vision::Painter::create());
    auto video = std::make_unique<Video>(path);
    video->painter_ = std::move(painter);
    return video;
  }
  explicit Video(std::filesystem::path path) : path_(std::move(path)) {}

  Status write(NodeContext& context, Packet& packet) override {
    const FrameInfo& info = packet.frame->info();
    const TimePoint begin = context.clock().now();
    if (!writer_) {
      size_ = {info.size.width & ~1, info.size.height & ~1};  // H.264 4:2:0 wants even sizes
      OW_TRY(writer_, media::VideoWriter::create({.path = path_, .size = size_}));
    }
    OW_TRY(FrameBuffer view, media::scale_for_view(*packet.frame, size_));
    if (const DetectionSet* set = packet.detections()) {
      painter_->draw(view, info.source_size, set->items, set->labels, {.carried_over = set->carried_over});
    }
    const TimePoint drawn = context.clock().now();
    context.span(packet.trace, stage::kXrayVisualization, begin, drawn);
    OW_CHECK(writer_->write(view, info.pts));
    context.span(packet.trace, stage::kFileEncoding, drawn, context.clock().now());
    return {};
  }
  Status finish() override { return writer_ ? writer_->finish() : Status(); }

 private:
  std::filesystem::path path_;
  std::unique_ptr<vision::Painter> painter_;
  std::unique_ptr<media::VideoWriter> writer_;
  Size size_;
};

class FileOutput final : public graph::Node {
 public:
  FileOutput(const Services& services, std::string path, std::string format)
      : services_(services), path_(std::move(path)), format_(std::move(format)) {}

  Status start(NodeContext& context) override {
    std::filesystem::path path = path_;
    if (path != "-" && path.is_relative()) path = services_.output_root / path;
    if (format_ == "auto") format_ = path.extension() == ".mp4" ? "mp4" : "jsonl";
    std::error_code error;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
    OW_TRY(sink_, format_ == "mp4" ? Video::create(path) : JsonLines::create(path));
    context.fact("file", path.string());
    return {};
  }

  Status process(NodeContext& context, graph::Inlet, Packet packet) override {
    OW_CHECK(sink_->write(context, packet));
    context.observer()->on_complete(context.node(), packet.trace, context.clock().now());
    return {};
  }

  Status on_end(NodeContext&) override { return sink_->finish(); }

 private:
  const Services& services_;
  std::string path_, format_;
  std::unique_ptr<Sink> sink_;
};

}  // namespace

graph::NodeDescriptor FileOutputNode::descriptor() {
  using enum graph::OptionType;
  return {.type = "file_output",
          .title = "File Output",
          .category = "Output",
          .doc = "Writes detections as JSON lines (.jsonl) or the annotated video (.mp4).",
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
          }};
}

graph::NodeFactory FileOutputNode::factory(const Services& services) {
  return [&services](const graph::Options& options) -> Result<std::unique_ptr<graph::Node>> {
    return std::make_unique<FileOutput>(services, options.text("path"), options.text("format"));
  };
}

}  // namespace ow::nodes
