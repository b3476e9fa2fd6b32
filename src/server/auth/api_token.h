// API tokens: "ow_<id>_<secret>". The id finds the stored record, whose hash is that of the whole token.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "store/account_store.h"

namespace ow::server {

struct TokenRequest {
  std::string label;
  store::Role role = store::Role::kViewer;
  std::optional<std::int64_t> lifetime_s = {};  ///< nothing: until it is revoked
};

struct NewToken {
  std::string text;  ///< to be shown once: it cannot be had again
  store::ApiToken record;
};

/// Makes and stores a token.
Result<NewToken> create_token(store::AccountStore& accounts, const TokenRequest& request, std::int64_t now_unix_s);

/// The id in a token's text; nothing for what is no token.
std::optional<std::string> token_id(std::string_view text);

}  // namespace ow::server
