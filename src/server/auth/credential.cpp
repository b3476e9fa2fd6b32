#include "server/auth/credential.h"

#include "base/text.h"
#include "server/auth/api_token.h"
#include "server/auth/cookie.h"
#include "server/auth/secret.h"

namespace ow::server {
namespace {

constexpr std::size_t kSecretBytesMax = 256;

Credential token_of(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (to_lower(authorization.substr(0, kScheme.size())) != kScheme) return {};
  const std::string_view text = trim(authorization.substr(kScheme.size()));
  const auto id = token_id(text);
  if (!id || text.size() > kSecretBytesMax) return {};
  return {Credential::Kind::kToken, digest_of(text), *id};
}

}  // namespace

Credential credential_of(const Request& request) {
  if (const std::string_view header = request.header("authorization"); !header.empty()) return token_of(header);
  const std::string name = cookie_name(request.server_port, request.transport);
  const std::string_view secret = find_cookie(request.header("cookie"), name);
  if (secret.empty() || secret.size() > kSecretBytesMax) return {};
  return {Credential::Kind::kSession, digest_of(secret), {}};
}

}  // namespace ow::server
