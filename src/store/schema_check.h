// Has the database the tables and columns of its schema?
#pragma once

#include <cstdint>

#include "base/error.h"
#include "store/sqlite_handle.h"

namespace ow::store {

/// kDataLoss with what is missing of the schema `version`: somebody has dropped or rebuilt a table. The wanted tables are those
/// that the migrations make, in memory.
Status check_schema(Connection& connection, std::int64_t version);

}  // namespace ow::store
