#include "server/auth/api_token.h"

#include <algorithm>

#include "server/auth/secret.h"

namespace ow::server {
namespace {

constexpr std::string_view kPrefix = "ow_";
constexpr std::size_t kIdBytes = 6;  // 8 characters
constexpr std::size_t kIdCharacters = 8;
constexpr std::size_t kSecretBytes = 32;

/// A public id that can be read out and selected by a double click: letters and digits only.
std::string random_id() {
  std::string id = random_secret(kIdBytes);
  std::ranges::replace(id, '-', 'x');
  std::ranges::replace(id, '_', 'y');
  return id;
}

}  // namespace

Result<NewToken> create_token(store::AccountStore& accounts, const TokenRequest& request, std::int64_t now_unix_s) {
  NewToken out;
  out.record.id = random_id();
  out.record.label = request.label;
  out.record.role = request.role;
  out.record.created_unix_s = now_unix_s;
  if (request.lifetime_s) out.record.expires_unix_s = now_unix_s + *request.lifetime_s;
  out.text = std::string(kPrefix) + out.record.id + "_" + random_secret(kSecretBytes);
  out.record.hash = digest_of(out.text);
  OW_CHECK(accounts.add_token(out.record));
  return out;
}

std::optional<std::string> token_id(std::string_view text) {
  const std::size_t mark = kPrefix.size() + kIdCharacters;
  if (!text.starts_with(kPrefix) || text.size() <= mark + 1 || text[mark] != '_') return std::nullopt;
  return std::string(text.substr(kPrefix.size(), kIdCharacters));
}

}  // namespace ow::server
