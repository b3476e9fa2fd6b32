// Has the database the tables and columns that this program reads and writes?
#pragma once

#include "base/error.h"
#include "store/sqlite_handle.h"

namespace ow::store {

/// kDataLoss with what is missing: somebody has dropped or rebuilt a table. To be called on the newest schema. The wanted tables
/// are those that the migrations make, in memory.
Status check_schema(Connection& connection);

}  // namespace ow::store
