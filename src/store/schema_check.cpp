#include "store/schema_check.h"

#include <set>
#include <string>
#include <utility>

#include "store/migrations.h"

namespace ow::store {
namespace {

using Columns = std::set<std::pair<std::string, std::string>>;  // table, column

Result<Columns> columns_of(Connection& connection) {
  OW_TRY(Statement row, connection.prepare("SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c "
                                           "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"));
  Columns columns;
  while (true) {
    OW_TRY(const bool there, row.step());
    if (!there) return columns;
    columns.emplace(row.text(0), row.text(1));
  }
}

bool has_table(const Columns& columns, const std::string& table) {
  const auto first = columns.lower_bound({table, ""});
  return first != columns.end() && first->first == table;
}

}  // namespace

Status check_schema(Connection& connection, std::int64_t version) {
  OW_TRY(Connection model, Connection::open(":memory:"));
  OW_CHECK(make_schema(model, version));
  OW_TRY(const Columns wanted, columns_of(model));
  OW_TRY(const Columns found, columns_of(connection));
  for (const auto& [table, column] : wanted) {
    if (!has_table(found, table))
      return fail(ErrorCode::kDataLoss, "the workflow store is damaged: the table {} is missing", table);
    if (!found.contains({table, column}))
      return fail(ErrorCode::kDataLoss, "the workflow store is damaged: the table {} lacks the column {}", table,
                  column);
  }
  return {};
}

}  // namespace ow::store
