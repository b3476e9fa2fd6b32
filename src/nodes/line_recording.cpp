#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include "nodes/frame_line.h"
#include "nodes/recording.h"

namespace ow::nodes {
namespace {

ErrorCode code_of(int number) {
  return number == ENOSPC || number == EDQUOT || number == EFBIG ? ErrorCode::kStorageFull : ErrorCode::kUnavailable;
}

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
  LineRecording(int descriptor, std::filesystem::path file) : descriptor_(descriptor), file_(std::move(file)) {
    struct stat status {};
    regular_ = ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
    if (regular_) {
      bytes_ = end_of_lines(descriptor_, status.st_size);
      if (bytes_ != status.st_size) take_back();
    }
  }
  ~LineRecording() override { ::close(descriptor_); }
  LineRecording(const LineRecording&) = delete;
  LineRecording& operator=(const LineRecording&) = delete;

  Status write(graph::NodeContext&, Packet& packet) override {
    const std::string line = frame_line(packet) + "\n";
    std::string_view rest = line;
    while (!rest.empty()) {
      const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
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
    if (regular_ && ::ftruncate(descriptor_, bytes_) != 0) regular_ = false;
  }

  int descriptor_;
  std::filesystem::path file_;
  bool regular_ = false;
  off_t bytes_ = 0;  ///< of whole lines
};

}  // namespace

Result<std::unique_ptr<Recording>> record_lines(const std::filesystem::path& file, Existing existing) {
  if (file == "-") return std::make_unique<LineRecording>(::dup(STDOUT_FILENO), file);
  const int anew = existing == Existing::kOverwrite ? O_TRUNC : 0;
  // O_RDWR where it may be, for a look at the last line; a device may allow writing only.
  int descriptor = ::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | anew, 0644);
  if (descriptor < 0 && errno == EACCES) {
    descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | anew, 0644);
  }
  if (descriptor < 0) {
    const ErrorCode code =
        code_of(errno) == ErrorCode::kStorageFull ? ErrorCode::kStorageFull : ErrorCode::kPermissionDenied;
    return fail_at("path", code, "cannot write {}: {}", file.string(), std::strerror(errno));
  }
  return std::make_unique<LineRecording>(descriptor, file);
}

}  // namespace ow::nodes
