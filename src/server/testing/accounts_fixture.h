// A store with accounts and a guard over it; a server that uses them. For tests.
#pragma once

#include "server/auth/api_token.h"
#include "server/auth/password.h"
#include "server/testing/manual_clock.h"
#include "server/testing/server_fixture.h"
#include "tests/support/temporary_folder.h"

namespace ow::server {

/// Users "viewer", "editor" and "admin", each with the password kPassword and an API token.
class Accounts {
 protected:
  static constexpr const char* kPassword = "correct horse";

  explicit Accounts(GuardOptions options = {}) {
    accounts = std::move(*store::AccountStore::open(folder / "store.db"));
    static const std::string hash = *hash_password(kPassword);  // takes 0.1 s
    for (const Role role : {Role::kViewer, Role::kEditor, Role::kAdmin}) {
      const std::string name(to_string(role));
      if (!accounts->add_user({.name = name, .role = role, .password_hash = hash, .created_at = {}}))
        throw std::runtime_error("no user");
      tokens[role] = *create_token(*accounts, {name, role}, 1'000'000);
    }
    guard = std::make_unique<Guard>(*accounts, guard_clock, std::move(options));
  }

  [[nodiscard]] Headers bearer(Role role) const { return {{"Authorization", "Bearer " + tokens.at(role).text}}; }

  const ow::test::TemporaryFolder folder;
  std::map<Role, NewToken> tokens;
  std::unique_ptr<store::AccountStore> accounts;
  ManualClock guard_clock;
  std::unique_ptr<Guard> guard;
};

class GuardedServer : protected Accounts, public ServerFixture {
 protected:
  explicit GuardedServer(Limits limits = {}, GuardOptions options = {})
      : Accounts(std::move(options)), ServerFixture(limits, Accounts::guard.get()) {}
  /// The server uses the accounts.
  ~GuardedServer() override { server.reset(); }

  Reply log_in(const std::string& user, const std::string& password, const Headers& headers = {}) {
    return post("/api/auth/login", Json{{"user", user}, {"password", password}}.dump(), headers);
  }
  /// The request header that a browser sends after `reply`.
  static Headers cookie_of(const Reply& reply) {
    const auto set = reply.headers.find("set-cookie");
    if (set == reply.headers.end()) return {};
    return {{"Cookie", set->second.substr(0, set->second.find(';'))}};
  }
};

}  // namespace ow::server
