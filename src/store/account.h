// Accounts as values: users, API tokens, sessions. Secrets are here as hashes only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ow::store {

/// What somebody may do; each role includes the ones before it.
enum class Role {
  kViewer,  ///< reads everything and watches
  kEditor,  ///< changes, starts and stops workflows
  kAdmin,   ///< settings, users, models
};
std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view name);

struct User {
  std::string name;  ///< [a-z0-9._@-]{1,64}
  Role role = Role::kViewer;
  std::string password_hash;  ///< as argon2id writes it, with salt and cost
  std::string created_at;     ///< RFC 3339 UTC; set by the store
};

struct ApiToken {
  std::string id;     ///< public part, shown in lists
  std::string label;  ///< what it is for; 1 to 100 bytes
  Role role = Role::kViewer;
  std::string hash;  ///< of the whole token
  std::int64_t created_unix_s = 0;
  std::optional<std::int64_t> expires_unix_s = {};
  std::optional<std::int64_t> used_unix_s = {};  ///< exact to a minute or so
};

struct Session {
  std::string hash;  ///< of the cookie's value
  std::string user;
  Role role = Role::kViewer;  ///< of the user now; read only
  std::int64_t created_unix_s = 0;
  std::int64_t used_unix_s = 0;
};

}  // namespace ow::store
