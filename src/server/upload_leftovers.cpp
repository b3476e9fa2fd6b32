#include "server/upload_leftovers.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <ctime>
#include <memory>
#include <utility>

#include "base/descriptor.h"

namespace ow::server {
namespace {

constexpr std::string_view kPrefix = ".upload-";
constexpr std::size_t kRandomDigits = 16;
constexpr int kDepthMax = 8;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

/// ".upload-12-0123456789abcdef"
bool is_upload_file_name(std::string_view name) {
  if (!name.starts_with(kPrefix)) return false;
  const std::string_view id = name.substr(kPrefix.size());
  const std::size_t dash = id.find('-');
  if (dash == std::string_view::npos || dash == 0 || id.size() - dash - 1 != kRandomDigits) return false;
  const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  const auto is_hex = [&](unsigned char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
  return std::ranges::all_of(id.substr(0, dash), is_digit) && std::ranges::all_of(id.substr(dash + 1), is_hex);
}

class Sweep {
 public:
  Sweep(std::stop_token stop, std::time_t touched_before) : stop_(std::move(stop)), touched_before_(touched_before) {}

  void folder(Descriptor opened, int depth) {
    const int number = opened.get();
    const std::unique_ptr<DIR, CloseFolder> entries(opened.open() ? ::fdopendir(number) : nullptr);
    if (!entries) return;
    static_cast<void>(opened.release());  // it belongs to the entries now
    while (const dirent* entry = ::readdir(entries.get())) {
      if (stop_.stop_requested()) return;
      const std::string name = entry->d_name;
      if (is_upload_file_name(name)) {
        file(number, name);
      } else if (!name.starts_with('.') && depth < kDepthMax) {
        if (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN) continue;
        folder(Descriptor(::openat(number, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)), depth + 1);
      }
    }
  }

  [[nodiscard]] std::size_t removed() const { return removed_; }

 private:
  void file(int folder, const std::string& name) {
    struct stat status {};
    if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode)) return;
    if (status.st_mtime < touched_before_ && ::unlinkat(folder, name.c_str(), 0) == 0) ++removed_;
  }

  std::stop_token stop_;
  std::time_t touched_before_;
  std::size_t removed_ = 0;
};

}  // namespace

std::string upload_file_name(std::string_view id) { return std::string(kPrefix).append(id); }

std::size_t remove_upload_leftovers(const std::filesystem::path& root, std::stop_token stop,
                                    std::chrono::seconds age_min) {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  Sweep sweep(std::move(stop), now - age_min.count());
  sweep.folder(Descriptor(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), 0);
  return sweep.removed();
}

}  // namespace ow::server
