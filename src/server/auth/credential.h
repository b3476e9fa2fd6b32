// Credential: what a request shows to prove who makes it.
#pragma once

#include <cstdint>
#include <string>

#include "server/http_message.h"

namespace ow::server {

struct Credential {
  enum class Kind { kNone, kSession, kToken };
  Kind kind = Kind::kNone;
  std::string digest;  ///< of the secret, which itself is kept nowhere
  std::string id;      ///< of a token

  bool operator==(const Credential&) const = default;
};

/// "Authorization: Bearer …" if it is there, else the session cookie. What is no credential of ours counts as none.
Credential credential_of(const Request& request);

}  // namespace ow::server
