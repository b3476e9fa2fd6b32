// The data folder: made private, and used by one server at a time.
#pragma once

#include <filesystem>

#include "base/descriptor.h"
#include "base/error.h"

namespace ow::store {

/// The store of workflows, users and tokens in a data folder.
std::filesystem::path store_file(const std::filesystem::path& data_folder);

/// The folder (0700) and those above it, when missing. kPermissionDenied when that cannot be.
Status make_data_folder(const std::filesystem::path& folder);

/// Claims the folder, which is made when missing, until the descriptor is closed or the process ends, however it ends:
/// two servers on one store would both run its workflows. kFailedPrecondition, with the number of its process, when
/// another one has it. Where the file system knows no locks (some network shares) the claim is not checked, and the log says so.
Result<Descriptor> claim_data_folder(const std::filesystem::path& folder);

}  // namespace ow::store
