// Passwords: argon2id through libsodium. One hash takes about 0.1 s and 64 MiB: never on an I/O thread, few at a time.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace ow::server {

inline constexpr std::size_t kPasswordBytesMin = 8;
inline constexpr std::size_t kPasswordBytesMax = 1024;

/// kInvalidArgument with the rule that a password breaks. Length is the rule that helps (NIST SP 800-63B 5.1.1).
Status check_password(std::string_view password);

/// "$argon2id$…" with salt and cost: two passes over 64 MiB, above OWASP's minimum (19 MiB, 2 passes).
Result<std::string> hash_password(std::string_view password);

bool verify_password(std::string_view password, const std::string& hash);

/// A hash that no password fits, of the same cost: checking it instead of a missing user's takes the same time.
const std::string& hash_of_nobody();

}  // namespace ow::server
