// Where a file is that is being written: other programs may move it, delete it, or write to it as well.
#pragma once

#include <sys/types.h>

#include <filesystem>

#include "base/descriptor.h"
#include "base/error.h"
#include "core/access.h"

namespace ow::nodes {

enum class FilePlace {
  kSame,
  kMoved,  ///< it, or a folder on the way to it: what is written still reaches it, under another name
  kDeleted,  ///< what is written is lost
};

/// Is `file` still the one under the name `path`? What is no plain file (a pipe, a device) is always kSame.
[[nodiscard]] FilePlace place_of(const Descriptor& file, const std::filesystem::path& path);

/// Claims a plain file for as long as it is open here (flock(2)). False: another writer has it. True where the file
/// system has no such locks: writing goes on without them.
[[nodiscard]] bool claim_to_write(const Descriptor& file);

struct Claimed {
  Descriptor file;
  bool alone = true;  ///< false: another writer has it
};
/// Opens a file for writing and claims it. Nothing of it is changed yet.
[[nodiscard]] Result<Claimed> open_claimed(const Access& access, const std::filesystem::path& path, Existing existing);

/// Takes away what the file holds; leaves what is no plain file as it is.
[[nodiscard]] Status make_empty(const Descriptor& file, const std::filesystem::path& name);

/// Cuts off the `bytes` that were written from `begin` on. Nothing where the file does not end with them: another program has
/// written to it or cut it (logrotate's copytruncate) since.
void take_back(const Descriptor& file, off_t begin, off_t bytes);

}  // namespace ow::nodes
