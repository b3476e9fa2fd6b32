#include "server/auth/secret.h"

#include <sodium.h>

#include <array>
#include <vector>

namespace ow::server {

std::string random_secret(std::size_t bytes) {
  std::vector<unsigned char> raw(bytes);
  randombytes_buf(raw.data(),
                  raw.size());  // needs no sodium_init on Linux; ends the process where there is no randomness
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_encoded_len(raw.size(), kVariant), '\0');
  sodium_bin2base64(out.data(), out.size(), raw.data(), raw.size(), kVariant);
  out.pop_back();  // its terminating zero
  sodium_memzero(raw.data(), raw.size());
  return out;
}

std::string digest_of(std::string_view secret) {
  std::array<unsigned char, crypto_generichash_BYTES> raw{};
  crypto_generichash(raw.data(), raw.size(), reinterpret_cast<const unsigned char*>(secret.data()), secret.size(),
                     nullptr, 0);
  std::string out(raw.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), raw.data(), raw.size());
  out.pop_back();
  return out;
}

bool equal_secrets(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace ow::server
