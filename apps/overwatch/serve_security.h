// The part of `serve` that decides who may come: accounts, TLS, host names.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "overwatch/command.h"
#include "server/auth/guard.h"
#include "server/server.h"
#include "store/account_store.h"

namespace ow::cli {

struct Security {
  std::unique_ptr<store::AccountStore> accounts;
  std::unique_ptr<server::Guard> guard;
  std::vector<std::string> notes;  ///< for whoever starts the server
};

/// Completes `server` (whose address is set). The store of the workflows is open already, so that a damaged one has been
/// moved aside.
Result<Security> make_security(const Globals& globals, const Clock& clock, server::ServerOptions& server);

}  // namespace ow::cli
