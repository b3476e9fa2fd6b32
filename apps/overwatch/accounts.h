// What `users`, `tokens` and `serve` share: the account store of the data folder.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "overwatch/command.h"
#include "store/account_store.h"

namespace ow::cli {

Result<std::unique_ptr<store::AccountStore>> open_accounts(const Globals& globals);

/// kInvalidArgument with the three roles for another word.
Result<store::Role> role_of(const std::string& name);

/// Now, in seconds since 1970.
std::int64_t unix_now_s();

/// RFC 3339 UTC, to the second.
std::string utc_text(std::int64_t unix_s);

void add_users_command(CLI::App& app, Globals& globals, ExitCode exit_code);
void add_tokens_command(CLI::App& app, Globals& globals, ExitCode exit_code);

}  // namespace ow::cli
