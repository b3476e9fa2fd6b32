#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include "base/disk_full.h"
#include "nodes/frame_line.h"
#include "nodes/recording.h"

namespace ow::nodes {
namespace {

ErrorCode code_of(int number) { return is_disk_full(number) ? ErrorCode::kResourceExhausted : ErrorCode::kUnavailable; }

/// Bytes up to the last line end at or before `size`.
off_t end_of_lines(int descriptor, off_t size) {
  std::array<char, 4096> block{};
  while (size > 0) {
    const auto wanted = static_cast<std::size_t>(std::min<off_t>(size, block.size()));
    const off_t from = size - static_cast<off_t>(wanted);
    const ssize_t got = ::pread(descriptor, block.data(), wanted, from);
    if (got != static_cast<ssize_t>(wanted)) return size;  // cannot be read: left as it is
    const std::size_t line_end = std::string_view(block.data(), wanted).rfind('\n');
    if (line_end != std::string_view::npos) return from + static_cast<off_t>(line_end) + 1;
    size = from;
  }
  return 0;
}

class LineRecording final : public Recording {
 public:
  LineRecording(Descriptor descriptor, std::filesystem::path file)
      : descriptor_(std::move(descriptor)), file_(std::move(file)) {
    struct stat status {};
    regular_ = ::fstat(descriptor_.get(), &status) == 0 && S_ISREG(status.st_mode);
    if (regular_) {
      bytes_ = end_of_lines(descriptor_.get(), status.st_size);
      if (bytes_ != status.st_size) take_back();
    }
  }

  Status write(graph::NodeContext&, Packet& packet) override {
    const std::string line = frame_line(packet) + "\n";
    std::string_view rest = line;
    while (!rest.empty()) {
      const ssize_t written = ::write(descriptor_.get(), rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        const int number = errno;
        if (rest.size() < line.size()) take_back();
        return fail(code_of(number), "cannot write {}: {}", file_.string(), std::strerror(number));
      }
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    bytes_ += static_cast<off_t>(line.size());
    return {};
  }
  Status finish() override { return {}; }
  [[nodiscard]] const std::filesystem::path& file() const override { return file_; }
  [[nodiscard]] bool holds() const override { return true; }

 private:
  /// Only whole lines stay.
  void take_back() {
    if (regular_ && ::ftruncate(descriptor_.get(), bytes_) != 0) regular_ = false;
  }

  Descriptor descriptor_;
  std::filesystem::path file_;
  bool regular_ = false;
  off_t bytes_ = 0;  ///< of whole lines
};

}  // namespace

Result<std::unique_ptr<Recording>> record_lines(const std::filesystem::path& file, Existing existing,
                                                const Access& access) {
  if (file == "-") return std::make_unique<LineRecording>(Descriptor(::dup(STDOUT_FILENO)), file);
  auto descriptor = access.open_to_write(file, existing);
  if (!descriptor) return fail_at("path", descriptor.error().code, "{}", descriptor.error().message);
  return std::make_unique<LineRecording>(*std::move(descriptor), file);
}

}  // namespace ow::nodes
