#include "overwatch/text_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "base/descriptor.h"

namespace ow::cli {
namespace {

constexpr std::chrono::milliseconds kForEver{-1};  // of poll(2)

/// Who writes a pipe: one without a writer reads as one that its writer has closed does.
enum class Writer {
  kAwaited,
  kSeen,  ///< or not needed
  kMissing,
};

struct Opened {
  Descriptor file;
  Writer writer = Writer::kSeen;
};

std::unexpected<Error> cannot_read(const std::string& path) {
  return fail(ErrorCode::kNotFound, "cannot read {}: {}", path, std::strerror(errno));
}

/// Without waiting for a pipe's writer, which the open would do for ever.
Result<Opened> open_text(const std::string& path) {
  if (path == "-") return Opened{Descriptor(::dup(STDIN_FILENO))};
  Opened opened{Descriptor(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC))};
  struct stat status {};
  if (!opened.file.open() || ::fstat(opened.file.get(), &status) != 0) return cannot_read(path);
  if (S_ISDIR(status.st_mode)) return fail(ErrorCode::kNotFound, "{} is a folder; name a file", path);
  if (S_ISFIFO(status.st_mode)) opened.writer = Writer::kAwaited;
  return opened;
}

/// False when neither bytes nor an end came in time.
bool wait_for_bytes(const Descriptor& file, std::chrono::milliseconds at_most) {
  pollfd wanted{.fd = file.get(), .events = POLLIN, .revents = 0};
  return ::poll(&wanted, 1, static_cast<int>(at_most.count())) != 0;
}

}  // namespace

Result<std::string> read_text_file(const std::string& path, std::size_t bytes_max,
                                   std::chrono::milliseconds writer_wait) {
  OW_TRY(Opened opened, open_text(path));
  std::string text;
  std::vector<char> block(64 << 10);
  while (true) {
    const ssize_t got = ::read(opened.file.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno != EAGAIN) return cannot_read(path);
    if (got < 0) {  // somebody has it open for writing
      opened.writer = Writer::kSeen;
      wait_for_bytes(opened.file, kForEver);
    } else if (got > 0) {
      opened.writer = Writer::kSeen;
      text.append(block.data(), static_cast<std::size_t>(got));
    } else if (opened.writer == Writer::kAwaited) {
      opened.writer = wait_for_bytes(opened.file, writer_wait) ? Writer::kSeen : Writer::kMissing;
    } else if (opened.writer == Writer::kMissing) {
      return fail(ErrorCode::kDeadlineExceeded,
                  "{} is a pipe that nobody writes to; start what writes to it first, or name a file", path);
    } else {
      return text;
    }
    if (text.size() > bytes_max)
      return fail(ErrorCode::kResourceExhausted, "{} is larger than {} bytes", path, bytes_max);
  }
}

}  // namespace ow::cli
