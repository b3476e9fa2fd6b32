// What can still be read of a damaged database is carried over into a new one.
#pragma once

#include <filesystem>

#include "base/error.h"
#include "store/sqlite_handle.h"

namespace ow::store {

/// Reads `damaged` (a copy of it, so that the file stays as it was found) row by row, leaves out what cannot be read or is no
/// JSON, and writes the rest into `fresh`, which has the newest schema and is empty: workflows with their versions and
/// drafts, what was removed and can be brought back, users and tokens. A workflow whose newest version is lost comes back
/// with the newest one that is not. Gives the number of workflows; an error means that nothing was carried over.
Result<std::int64_t> rescue(const std::filesystem::path& damaged, Connection& fresh);

}  // namespace ow::store
