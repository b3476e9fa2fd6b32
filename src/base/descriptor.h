// Descriptor: an open file by its number, closed with its owner.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>

namespace ow {

class Descriptor final {
 public:
  Descriptor() = default;
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }

  [[nodiscard]] int get() const { return value_; }
  [[nodiscard]] bool open() const { return value_ >= 0; }
  [[nodiscard]] int release() { return std::exchange(value_, -1); }

  /// A path that leads to this very file for as long as it is open, whatever happens to its name.
  [[nodiscard]] std::string path() const {
#ifdef __linux__
    return "/proc/self/fd/" + std::to_string(value_);
#else
    return "/dev/fd/" + std::to_string(value_);
#endif
  }

  /// Does `path` lead to this very file?
  [[nodiscard]] bool is_at(const std::filesystem::path& path) const {
    struct stat ours {};
    struct stat named {};
    return ::fstat(value_, &ours) == 0 && ::stat(path.c_str(), &named) == 0 && ours.st_ino == named.st_ino &&
           ours.st_dev == named.st_dev;
  }

 private:
  int value_ = -1;
};

}  // namespace ow
