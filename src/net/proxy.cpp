#include "net/proxy.h"

#include <cstdlib>

#include "base/credentials.h"
#include "base/text.h"

namespace ow::net {
namespace {

std::string first_of(const char* preferred, const char* other) {
  for (const char* name : {preferred, other}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

/// "intern" and ".intern" stand for the name itself and everything below it.
bool fits(std::string_view exception, const Url& url) {
  if (exception == "*") return true;
  if (exception.starts_with('.')) exception.remove_prefix(1);
  if (exception.empty()) return false;
  if (exception == url.host || exception == url.host_and_port()) return true;
  return url.host.size() > exception.size() && url.host.ends_with(exception) &&
         url.host[url.host.size() - exception.size() - 1] == '.';
}

bool is_exception(std::string_view exceptions, const Url& url) {
  while (!exceptions.empty()) {
    const std::size_t comma = std::min(exceptions.find(','), exceptions.size());
    if (fits(to_lower(trim(exceptions.substr(0, comma))), url)) return true;
    exceptions.remove_prefix(std::min(comma + 1, exceptions.size()));
  }
  return false;
}

}  // namespace

ProxySettings ProxySettings::from_environment() {
  return {first_of("https_proxy", "HTTPS_PROXY"), first_of("http_proxy", "HTTP_PROXY"),
          first_of("no_proxy", "NO_PROXY")};
}

Result<std::optional<Url>> proxy_for(const ProxySettings& settings, const Url& url) {
  const std::string& text = url.secure() ? settings.for_https : settings.for_http;
  if (text.empty() || is_exception(settings.exceptions, url)) return std::nullopt;
  const std::string whole = text.find("://") == std::string::npos ? "http://" + text : text;
  auto proxy = parse_url(whole);
  const std::string_view place = url.secure() ? "HTTPS_PROXY" : "HTTP_PROXY";
  if (!proxy || proxy->secure()) {
    return fail_at(std::string(place), ErrorCode::kInvalidArgument,
                   "'{}' is no proxy that is understood; it must look like http://proxy:3128", mask_credentials(whole));
  }
  return std::optional<Url>(std::move(*proxy));
}

}  // namespace ow::net
