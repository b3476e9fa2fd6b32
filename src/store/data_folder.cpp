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

constexpr const char* kHolderFile = "serving.pid";

/// " (process 123)" as the holder wrote it, or nothing.
std::string holder_of(const std::filesystem::path& folder) {
  const Descriptor file(::open((folder / kHolderFile).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  std::array<char, 16> text{};
  const ssize_t count = file.open() ? ::pread(file.get(), text.data(), text.size(), 0) : 0;
  const std::string number(text.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  if (number.empty() || number.find_first_not_of("0123456789") != std::string::npos) return {};
  return " (process " + number + ")";
}

/// For the message of another one only: a full disk costs the number, not the claim.
void write_holder(const std::filesystem::path& folder) {
  const Descriptor file(
      ::open((folder / kHolderFile).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600));
  const std::string number = std::to_string(::getpid());
  if (file.open()) (void)!::pwrite(file.get(), number.data(), number.size(), 0);
}

}  // namespace

std::filesystem::path store_file(const std::filesystem::path& data_folder) { return data_folder / "overwatch.db"; }

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
  // The folder itself is locked: a file in it could be deleted, and then locked anew.
  Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.open()) {
    return fail(ErrorCode::kPermissionDenied, "cannot open the data folder {}: {}", folder.string(),
                std::strerror(errno));
  }
  if (::flock(descriptor.get(), LOCK_EX | LOCK_NB) == 0) {
    write_holder(folder);
    return descriptor;
  }
  if (errno == EWOULDBLOCK) {
    return fail(ErrorCode::kFailedPrecondition,
                "another server{} uses the data folder {}: stop it, or give this one a folder of its own (--data-dir)",
                holder_of(folder), folder.string());
  }
  log::warn("{} cannot be locked ({}): take care that no second server uses this folder", folder.string(),
            std::strerror(errno));
  return descriptor;
}

}  // namespace ow::store
