#include "overwatch/temporary_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

namespace ow::cli {

Result<TemporaryFolder> TemporaryFolder::create() {
  std::string path = (std::filesystem::temp_directory_path() / "overwatch-bench-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) {
    return fail(ErrorCode::kUnavailable, "no temporary folder: {}", std::strerror(errno));
  }
  return TemporaryFolder(std::move(path));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace ow::cli
