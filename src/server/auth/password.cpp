#include "server/auth/password.h"

#include <sodium.h>

#include <array>

namespace ow::server {
namespace {

constexpr unsigned long long kPasses = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr std::size_t kMemoryBytes = crypto_pwhash_MEMLIMIT_INTERACTIVE;

}  // namespace

Status check_password(std::string_view password) {
  if (password.size() < kPasswordBytesMin) {
    return fail_at("password", ErrorCode::kInvalidArgument,
                   "a password has {} characters at least; a few words are good", kPasswordBytesMin);
  }
  if (password.size() > kPasswordBytesMax) {
    return fail_at("password", ErrorCode::kInvalidArgument, "a password has {} bytes at most", kPasswordBytesMax);
  }
  return {};
}

Result<std::string> hash_password(std::string_view password) {
  OW_CHECK(check_password(password));
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), kPasses, kMemoryBytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorCode::kResourceExhausted, "hashing a password takes {} MiB of memory, which are not free now",
                kMemoryBytes >> 20);
  }
  return std::string(out.data());
}

bool verify_password(std::string_view password, const std::string& hash) {
  if (password.size() > kPasswordBytesMax || hash.size() >= crypto_pwhash_STRBYTES) return false;
  std::array<char, crypto_pwhash_STRBYTES> padded{};
  hash.copy(padded.data(), hash.size());
  return crypto_pwhash_str_verify(padded.data(), password.data(), password.size()) == 0;
}

const std::string& hash_of_nobody() {
  static const std::string hash =  // of 32 random bytes that nobody kept
      "$argon2id$v=19$m=65536,t=2,p=1$tDos6Fsfwjl8DLRaaRi+BQ$R0snRtaKQXEOhF+wXn2qWDZ8WgUBmUnyRABDjUxs1tY";
  return hash;
}

}  // namespace ow::server
