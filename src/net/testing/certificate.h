// Certificates made on the spot. For tests.
#pragma once

#include <filesystem>
#include <string>

namespace ow::net::test {

struct Identity {
  std::string certificate;  ///< PEM
  std::string key;          ///< PEM
};

enum class Validity { kNow, kExpired };

/// Signed by itself, so that it is its own authority. `name` as in "DNS:localhost" or "IP:127.0.0.1".
Identity make_identity(const std::string& name, Validity validity = Validity::kNow);

}  // namespace ow::net::test
