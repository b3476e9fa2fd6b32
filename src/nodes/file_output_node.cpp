#include "nodes/file_output_node.h"

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
  static Result<std::unique_ptr<Sink>> create(const std::filesystem::path& path, const Access& access) {
    if (path == "-") return std::make_unique<JsonLines>(Descriptor(::dup(STDOUT_FILENO)), path);
    auto descriptor = access.open_to_write(path);
    if (!descriptor) return fail_at("path", descriptor.error().code, "{}", descriptor.error().message);
    return std::make_unique<JsonLines>(*std::move(descriptor), path);
  }
  JsonLines(Descriptor descriptor, std::filesystem::path path)
      : descriptor_(std::move(descriptor)), path_(std::move(path)) {}

  Status write(NodeContext&, Packet& packet) override {
    const std::string line = frame_line(packet) + "\n";
    std::string_view rest = line;
    while (!rest.empty()) {
      const ssize_t written = ::write(descriptor_.get(), rest.data(), rest.size());
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
  Descriptor descriptor_;
  std::filesystem::path path_;
};

class Video final : public Sink {
 public:
  static Result<std::unique_ptr<Sink>> create(const std::filesystem::path& path, const Access& access) {
    OW_TRY(auto painter, vision::Painter::create());
    auto video = std::make_unique<Video>(path, access);
    video->painter_ = std::move(painter);
    return video;
  }
  Video(std::filesystem::path path, const Access& access) : path_(std::move(path)), access_(access) {}

  Status write(NodeContext& context, Packet& packet) override {
    const FrameInfo& info = packet.frame->info();
    const TimePoint begin = context.clock().now();
    if (!writer_) {
      size_ = {info.size.width & ~1, info.size.height & ~1};  // H.264 4:2:0 wants even sizes
      OW_TRY(const Descriptor file, access_.open_to_write(path_));
      OW_TRY(writer_, media::VideoWriter::create({.path = path_, .opened_as = file.path(), .size = size_}));
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
  const Access& access_;
  std::unique_ptr<vision::Painter> painter_;
  std::unique_ptr<media::VideoWriter> writer_;
  Size size_;
};

class FileOutput final : public graph::Node {
 public:
  FileOutput(const Services& services, std::string path, std::string format)
      : services_(services), path_(std::move(path)), format_(std::move(format)) {}

  Status start(NodeContext& context) override {
    auto located = services_.access->locate_output(path_);
    if (!located) return fail_at("path", located.error().code, "{}", located.error().message);
    const std::filesystem::path path = *std::move(located);
    if (format_ == "auto") format_ = path.extension() == ".mp4" ? "mp4" : "jsonl";
    OW_TRY(sink_,
           format_ == "mp4" ? Video::create(path, *services_.access) : JsonLines::create(path, *services_.access));
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
