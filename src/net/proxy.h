// Proxies as HTTPS_PROXY, HTTP_PROXY and NO_PROXY name them.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "net/url.h"

namespace ow::net {

struct ProxySettings {
  std::string for_https;   ///< "http://user:password@proxy:3128", "proxy:3128" or empty
  std::string for_http;
  std::string exceptions;  ///< "localhost,.intern,10.0.0.7,host:8080" or "*": asked directly

  /// HTTPS_PROXY, HTTP_PROXY and NO_PROXY; the lower-case names win, as with curl.
  static ProxySettings from_environment();
};

/// The proxy for an address, if one is to be used. kInvalidArgument for a proxy that is no http:// address; passwords are
/// masked in the message.
Result<std::optional<Url>> proxy_for(const ProxySettings& settings, const Url& url);

}  // namespace ow::net
