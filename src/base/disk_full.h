// Which failures of writing mean that there is no room.
#pragma once

#include <cerrno>

namespace ow {

/// No room on the disk, in the user's share of it, or below the limit on the size of files (setrlimit(2)). `number`: errno.
[[nodiscard]] inline bool is_disk_full(int number) { return number == ENOSPC || number == EDQUOT || number == EFBIG; }

}  // namespace ow
