// Random secrets, and how they are stored and compared. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ow::server {

/// `bytes` from the system's random generator as base64url without padding.
std::string random_secret(std::size_t bytes);

/// Hexadecimal BLAKE2b-256. Enough for secrets of 256 random bits; passwords need password.h.
std::string digest_of(std::string_view secret);

/// In a time that does not tell where two texts of equal length differ.
bool equal_secrets(std::string_view left, std::string_view right);

}  // namespace ow::server
