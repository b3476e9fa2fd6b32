// The database file: made private, opened, checked, and moved aside when it is damaged.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "store/sqlite_handle.h"

namespace ow::store {

struct OpenedDatabase {
  Connection writer;
  Connection reader;      ///< goes on reading while another program holds the write lock
  std::string notice;  ///< what a person must know: a damaged file was or is kept aside; empty when all is well
};

/// Connections with the newest schema. The file (0600) and its folder (0700) are made when missing. A damaged file is
/// renamed to "<name>.damaged-<UTC time>" with its journal, said in the log, and a new one with what could be rescued
/// takes its place. The file grows to `bytes_max` at most.
Result<OpenedDatabase> open_database(const std::filesystem::path& file, std::uint64_t bytes_max);

}  // namespace ow::store
