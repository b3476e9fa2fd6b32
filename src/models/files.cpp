#include "models/files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace ow::models {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  [[nodiscard]] int get() const { return value_; }

 private:
  int value_;
};

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0;
}

std::unexpected<Error> cannot_write(const std::filesystem::path& file, int number) {
  const ErrorCode code = number == ENOSPC ? ErrorCode::kResourceExhausted : ErrorCode::kPermissionDenied;
  return fail(code, "cannot write {}: {}", file.string(), std::strerror(number));
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& file, std::uint64_t bytes_max) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status)) return fail(ErrorCode::kNotFound, "there is no file {}", file.string());
  if (!std::filesystem::is_regular_file(status))
    return fail(ErrorCode::kInvalidArgument, "{} is not a file", file.string());
  const std::uint64_t bytes = std::filesystem::file_size(file, error);
  if (error) return fail(ErrorCode::kUnavailable, "cannot read {}: {}", file.string(), error.message());
  if (bytes > bytes_max) {
    return fail(ErrorCode::kUnsupported, "{} has {} bytes; {} is the limit", file.string(), bytes, bytes_max);
  }
  std::ifstream stream(file, std::ios::binary);
  std::string content(bytes, '\0');
  stream.read(content.data(), static_cast<std::streamsize>(bytes));
  if (!stream) return fail(ErrorCode::kPermissionDenied, "cannot read {}; check its permissions", file.string());
  return content;
}

Status write_file_atomically(const std::filesystem::path& file, std::string_view content) {
  std::string temporary = file.string() + ".XXXXXX";
  const Descriptor descriptor(::mkstemp(temporary.data()));
  if (descriptor.get() < 0) return cannot_write(file, errno);
  const bool written = write_all(descriptor.get(), content) && ::fchmod(descriptor.get(), 0644) == 0 &&
                       ::rename(temporary.c_str(), file.c_str()) == 0;
  if (written) return {};
  const int number = errno;
  ::unlink(temporary.c_str());
  return cannot_write(file, number);
}

}  // namespace ow::models
