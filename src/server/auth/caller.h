// Caller: who makes a request, as far as that is known.
#pragma once

#include <string>

#include "store/account.h"

namespace ow::server {

using store::Role;

/// Where a caller's rights come from.
enum class CallerKind {
  kOpen,     ///< nobody is asked for a log-in here
  kSession,  ///< a user, by the cookie
  kToken,    ///< an API token
};

struct Caller {
  CallerKind kind = CallerKind::kOpen;
  std::string name;  ///< the user's, or the token's label; empty when open
  Role role = Role::kAdmin;
};

/// What a route asks of its caller.
enum class Access { kPublic, kViewer, kEditor, kAdmin };

constexpr bool allows(Role role, Access needed) {
  return needed == Access::kPublic || static_cast<int>(role) + 1 >= static_cast<int>(needed);
}
static_assert(allows(Role::kViewer, Access::kViewer) && !allows(Role::kViewer, Access::kEditor));
static_assert(allows(Role::kAdmin, Access::kAdmin) && !allows(Role::kEditor, Access::kAdmin));

}  // namespace ow::server
