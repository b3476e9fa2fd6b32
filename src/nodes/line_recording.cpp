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

/// Cuts off what a killed process may have left at the end. What is no half line of ours, and no zeros of a machine that lost
/// its power, is somebody's text: it stays, and gets the line end that it lacks.
void end_last_line(const Descriptor& file) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  const off_t whole = end_of_lines(file.get(), status.st_size);
  char first = 0;
  if (whole == status.st_size || ::pread(file.get(), &first, 1, whole) != 1) return;
  if (first == '{' || first == 0) {
    take_back(file, whole, status.st_size - whole);
  } else {
    [[maybe_unused]] const ssize_t ignored = ::write(file.get(), "\n", 1);
  }
}

class LineRecording final : public Recording {
 public:
  LineRecording(Claimed opened, std::filesystem::path file, Existing existing, const Access& access)
      : descriptor_(std::move(opened.file)),
        file_(std::move(file)),
        access_(access),
        alone_(opened.alone),
        to_empty_(existing == Existing::kOverwrite && opened.alone) {}

  Status write(graph::NodeContext&, Packet& packet) override {
    if (to_empty_) OW_CHECK(make_empty(descriptor_, file_));
    to_empty_ = false;
    const std::string line = frame_line(packet) + "\n";
    const auto size = static_cast<off_t>(line.size());
    off_t begin = 0;  // in the file
    for (off_t done = 0; done < size;) {
      const ssize_t written = ::write(descriptor_.get(), line.data() + done, static_cast<std::size_t>(size - done));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        const int number = errno;
        if (done > 0) take_back(descriptor_, begin, done);  // only whole lines stay
        return fail(code_of(number), "cannot write {}: {}", file_.string(), std::strerror(number));
      }
      if (done == 0 && written < size) begin = ::lseek(descriptor_.get(), 0, SEEK_CUR) - written;
      done += written;
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
    // It may be another program's: nothing of it is cut.
    descriptor_ = std::move(anew->file);
    alone_ = anew->alone;
    to_empty_ = false;
    return fmt::format("{}: a new file was begun there{}", what, moved ? "" : "; what the old one held is lost");
  }

  Descriptor descriptor_;
  std::filesystem::path file_;
  const Access& access_;
  bool alone_;  ///< no other writer has the file
  bool to_empty_;  ///< with the first line: a run that never gets one leaves the last run's lines alone
};

}  // namespace

Result<std::unique_ptr<Recording>> record_lines(const std::filesystem::path& file, Existing existing,
                                                const Access& access) {
  if (file == kStandardOutput) {
    return std::make_unique<LineRecording>(Claimed{Descriptor(::dup(STDOUT_FILENO))}, file, Existing::kKeep, access);
  }
  auto opened = open_claimed(access, file, existing);
  if (!opened) return fail_at("path", opened.error().code, "{}", opened.error().message);
  // What looks like a half line may be one that another writer is just writing.
  if (opened->alone && existing == Existing::kKeep) end_last_line(opened->file);
  return std::make_unique<LineRecording>(*std::move(opened), file, existing, access);
}

}  // namespace ow::nodes
