#include "store/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "base/log.h"

namespace ow::store {
namespace {

/// " (process 123)" as the holder wrote it, or nothing.
std::string holder_of(int descriptor) {
  std::array<char, 16> text{};
  const ssize_t count = ::pread(descriptor, text.data(), text.size(), 0);
  const std::string number(text.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  if (number.empty() || number.find_first_not_of("0123456789") != std::string::npos) return {};
  return " (process " + number + ")";
}

}  // namespace

Status make_data_folder(const std::filesystem::path& folder) {
  if (folder.empty() || std::filesystem::exists(folder)) return {};
  if (folder.has_parent_path() && folder.parent_path() != folder) {
    std::error_code error;
    std::filesystem::create_directories(folder.parent_path(), error);
  }
  if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
  return fail(ErrorCode::kPermissionDenied, "cannot make the data folder {}: {}", folder.string(),
              std::strerror(errno));
}

Result<Descriptor> claim_data_folder(const std::filesystem::path& folder) {
  OW_CHECK(make_data_folder(folder));
  const std::filesystem::path file = folder / "serving.lock";
  Descriptor descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!descriptor.open()) {
    return fail(ErrorCode::kPermissionDenied, "cannot open {}: {}", file.string(), std::strerror(errno));
  }
  if (::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      return fail(
          ErrorCode::kFailedPrecondition,
          "another server{} uses the data folder {}: stop it, or give this one a folder of its own (--data-dir)",
          holder_of(descriptor.get()), folder.string());
    }
    log::warn("{} cannot be locked ({}): take care that no second server uses this folder", file.string(),
              std::strerror(errno));
    return descriptor;
  }
  // For the other's message only: a full disk costs the number, not the claim.
  const std::string number = std::to_string(::getpid());
  if (::ftruncate(descriptor.get(), 0) == 0) (void)!::pwrite(descriptor.get(), number.data(), number.size(), 0);
  return descriptor;
}

}  // namespace ow::store
