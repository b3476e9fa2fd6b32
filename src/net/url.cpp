#include "net/url.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/credentials.h"
#include "base/text.h"

namespace ow::net {
namespace {

constexpr std::size_t kUrlBytesMax = 8 << 10;

std::uint16_t default_port(std::string_view scheme) { return scheme == "https" ? 443 : 80; }

std::string bracketed(const std::string& host) { return host.find(':') == std::string::npos ? host : "[" + host + "]"; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
    if (!escape) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
    i += 2;
  }
  return out;
}

/// "host", "host:port", "[v6]:port" into the URL's parts.
Status split_authority(std::string_view authority, Url& url) {
  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return fail(ErrorCode::kInvalidArgument, "a '[' without its ']'");
    url.host = authority.substr(1, close - 1);
    port = authority.substr(close + 1);
  } else {
    const std::size_t colon = authority.find(':');
    url.host = to_lower(authority.substr(0, colon));
    port = colon == std::string_view::npos ? std::string_view() : authority.substr(colon);
  }
  if (url.host.empty()) return fail(ErrorCode::kInvalidArgument, "it names no host");
  url.port = default_port(url.scheme);
  if (port.empty()) return {};
  port.remove_prefix(1);
  const auto parsed = std::from_chars(port.data(), port.data() + port.size(), url.port);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == port.data() + port.size() && url.port != 0;
  if (!whole) return fail(ErrorCode::kInvalidArgument, "'{}' is no port (1 to 65535)", port);
  return {};
}

Result<Url> parse(std::string_view text) {
  const std::size_t mark = text.find("://");
  if (mark == std::string_view::npos)
    return fail(ErrorCode::kInvalidArgument, "it has no http:// or https:// in front");
  Url url;
  url.scheme = to_lower(text.substr(0, mark));
  if (url.scheme != "http" && url.scheme != "https")
    return fail(ErrorCode::kInvalidArgument, "'{}' is neither http nor https", url.scheme);
  text.remove_prefix(mark + 3);
  text = text.substr(0, text.find('#'));
  const std::size_t path = std::min(text.find_first_of("/?"), text.size());
  std::string_view authority = text.substr(0, path);
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    url.user_info = percent_decoded(authority.substr(0, at));
    authority.remove_prefix(at + 1);
  }
  OW_CHECK(split_authority(authority, url));
  url.target = text.substr(path);
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  return url;
}

}  // namespace

std::string Url::authority() const { return port == default_port(scheme) ? bracketed(host) : host_and_port(); }

std::string Url::host_and_port() const { return bracketed(host) + ":" + std::to_string(port); }

std::string Url::text() const { return mask_credentials(scheme + "://" + authority() + target); }

Result<Url> parse_url(std::string_view text) {
  if (text.size() > kUrlBytesMax)
    return fail(ErrorCode::kInvalidArgument, "an address of {} bytes is too long", text.size());
  const auto bad = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; };
  if (std::ranges::any_of(text, bad))
    return fail(ErrorCode::kInvalidArgument, "an address has no blanks and no control characters in it");
  auto url = parse(text);
  if (!url)
    return fail(ErrorCode::kInvalidArgument, "'{}' is no address: {}", mask_credentials(text), url.error().message);
  return url;
}

Result<Url> resolve_location(const Url& base, std::string_view location) {
  if (location.find("://") != std::string_view::npos && location.find("://") < location.find_first_of("/?#"))
    return parse_url(location);
  const std::string origin = base.scheme + "://" + base.authority();
  if (location.starts_with("//")) return parse_url(base.scheme + ":" + std::string(location));
  if (location.starts_with('/')) return parse_url(origin + std::string(location));
  const std::string path = base.target.substr(0, base.target.find('?'));
  if (location.starts_with('?')) return parse_url(origin + path + std::string(location));
  return parse_url(origin + path.substr(0, path.rfind('/') + 1) + std::string(location));
}

std::string basic_authorization(std::string_view user_info) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "Basic ";
  for (std::size_t i = 0; i < user_info.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, user_info.size() - i);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = (bits << 8U) | (k < count ? static_cast<std::uint32_t>(static_cast<unsigned char>(user_info[i + k])) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) out += k <= count ? kAlphabet[(bits >> (18U - 6U * k)) & 63U] : '=';
  }
  return out;
}

}  // namespace ow::net
