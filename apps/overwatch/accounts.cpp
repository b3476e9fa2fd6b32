#include "overwatch/accounts.h"

#include <fmt/chrono.h>

#include <chrono>

#include "store/data_folder.h"

namespace ow::cli {

Result<std::unique_ptr<store::AccountStore>> open_accounts(const Globals& globals) {
  return store::AccountStore::open(store::store_file(globals.data_folder()));
}

Result<store::Role> role_of(const std::string& name) {
  if (const auto role = store::parse_role(name)) return *role;
  return fail_at("role", ErrorCode::kInvalidArgument, "'{}' is not one of viewer, editor, admin", name);
}

std::int64_t unix_now_s() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string utc_text(std::int64_t unix_s) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(unix_s)));
}

}  // namespace ow::cli
