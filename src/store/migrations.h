// The schema of the store, step by step.
#pragma once

#include "base/error.h"
#include "store/sqlite_handle.h"

namespace ow::store {

/// Brings the database to the newest schema, each step in a transaction of its own that looks at the tables first. kDataLoss when
/// some are missing (check_schema), kFailedPrecondition for a database of a newer program or of another one.
Status migrate(Connection& connection);

/// The tables of a schema, in an empty database.
Status make_schema(Connection& connection, std::int64_t version);

/// The schema that this program writes (PRAGMA user_version).
[[nodiscard]] std::int64_t schema_version();

}  // namespace ow::store
