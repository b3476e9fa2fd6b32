#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include "base/disk_full.h"
#include "nodes/file_place.h"
#include "nodes/frame_line.h"
#include "nodes/recording.h"

namespace ow::nodes {
namespace {

constexpr const char* kStandardOutput = "-";

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
  LineRecording(Claimed opened, std::filesystem::path file, const Access& access)
      : file_(std::move(file)), access_(access) {
    take_over(std::move(opened));
  }

  Status write(graph::NodeContext&, Packet& packet) override {
    const std::string line = frame_line(packet) + "\n";
    std::string_view rest = line;
    while (!rest.empty()) {
      const ssize_t written = ::write(descriptor_.get(), rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        const int number = errno;
        take_back(line.size() - rest.size());
        return fail(code_of(number), "cannot write {}: {}", file_.string(), std::strerror(number));
      }
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }
  Result<std::string> look() override {
    if (file_ == kStandardOutput) return {};
    const FilePlace place = place_of(descriptor_, file_);
    if (place != FilePlace::kSame) return begin_anew(place == FilePlace::kMoved);
    if (!alone_) alone_ = claim_to_write(descriptor_);
    if (alone_) return {};
    return fmt::format(
        "another workflow or program writes to {} as well, so that their lines are mixed: give each a path of its own",
        file_.string());
  }
  Status finish() override { return {}; }
  [[nodiscard]] const std::filesystem::path& file() const override { return file_; }
  [[nodiscard]] bool holds() const override { return true; }

 private:
  std::string begin_anew(bool moved) {
    const std::string what = fmt::format("{} was {} while it was written", file_.string(), moved ? "moved" : "deleted");
    auto anew = open_claimed(access_, file_, Existing::kKeep);
    if (!anew) {
      return fmt::format("{}, and no new file can be made there ({}): the old one is written on", what,
                         anew.error().message);
    }
    take_over(*std::move(anew));
    return fmt::format("{}: a new file was begun there{}", what, moved ? "" : "; what the old one held is lost");
  }
  void take_over(Claimed opened) {
    descriptor_ = std::move(opened.file);
    alone_ = opened.alone;
    struct stat status {};
    // What looks like a half line may be one that another writer is just writing.
    if (!alone_ || ::fstat(descriptor_.get(), &status) != 0 || !S_ISREG(status.st_mode)) return;
    const off_t whole = end_of_lines(descriptor_.get(), status.st_size);
    if (whole != status.st_size) take_back(static_cast<std::size_t>(status.st_size - whole));
  }
  /// Only whole lines stay: the last `bytes` go. Other programs may have cut the file meanwhile (logrotate's copytruncate),
  /// so its own size counts.
  void take_back(std::size_t bytes) {
    struct stat status {};
    if (bytes == 0 || ::fstat(descriptor_.get(), &status) != 0 || !S_ISREG(status.st_mode)) return;
    // Where it fails, the next start cuts the half line off.
    [[maybe_unused]] const int ignored =
        ::ftruncate(descriptor_.get(), std::max<off_t>(0, status.st_size - static_cast<off_t>(bytes)));
  }

  Descriptor descriptor_;
  std::filesystem::path file_;
  const Access& access_;
  bool alone_ = true;  ///< no other writer has the file
};

}  // namespace

Result<std::unique_ptr<Recording>> record_lines(const std::filesystem::path& file, Existing existing,
                                                const Access& access) {
  if (file == kStandardOutput) {
    return std::make_unique<LineRecording>(Claimed{Descriptor(::dup(STDOUT_FILENO))}, file, access);
  }
  auto opened = open_claimed(access, file, existing);
  if (!opened) return fail_at("path", opened.error().code, "{}", opened.error().message);
  return std::make_unique<LineRecording>(*std::move(opened), file, access);
}

}  // namespace ow::nodes
