#include "base/credentials.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace ow {
namespace {

constexpr auto kSecretKeys = std::to_array<std::string_view>(
    {"password",    "passwd", "passwort",  "pass",        "pwd",        "psw",        "loginpas",  "token",
     "jwt",         "key",    "apikey",    "api_key",     "secret",     "auth",       "signature", "sig",
     "credentials", "sid",    "session",   "sessionid",   "session_id", "passphrase", "bearer",    "authorization",
     "credential",  "pin",    "authtoken", "accesstoken", "streamkey"});
constexpr std::string_view kWordEnds = " \t\r\n\"'<>";

/// "%77" is "w". What is no such code stays as it is.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const char* const begin = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() && std::from_chars(begin, begin + 2, code, 16).ptr == begin + 2) {
      out += static_cast<char>(code);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_secret_key(std::string_view key) {
  const std::string lower = to_lower(percent_decoded(key));
  return std::ranges::any_of(kSecretKeys, [&](std::string_view secret) {
    // "access_token", "user=admin_password": the last part of a name counts.
    if (!lower.ends_with(secret)) return false;
    return lower.size() == secret.size() ||
           std::isalnum(static_cast<unsigned char>(lower[lower.size() - secret.size() - 1])) == 0;
  });
}

/// What parts a user from a password: ':', or "%3A" as some clients write it.
struct Colon {
  std::size_t at = std::string_view::npos;
  std::size_t size = 1;

  [[nodiscard]] bool found() const { return at != std::string_view::npos; }
  [[nodiscard]] std::size_t end() const { return at + size; }
};

Colon find_colon(std::string_view text) {
  const std::size_t plain = text.find(':');
  for (std::size_t at = text.find("%3"); at < plain && at + 2 < text.size(); at = text.find("%3", at + 1)) {
    if (text[at + 2] == 'A' || text[at + 2] == 'a') return {at, 3};
  }
  return {plain, 1};
}

/// Replaces the values of credential-like parameters ("?key=value&…") of one URL's path and query.
std::string mask_query(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) break;
    const std::string_view before = text.substr(0, equals);
    const std::size_t key = before.find_last_of("?&;/#") + 1;  // npos + 1 is 0
    out += text.substr(0, equals + 1);
    text.remove_prefix(equals + 1);
    if (!is_secret_key(before.substr(key))) continue;
    out += "***";
    const std::size_t end = std::min(text.find('&'), text.size());
    const bool sentence = end > 1 && end == text.size() && text.ends_with(':');  // "…?token=abc: the host refused"
    text.remove_prefix(sentence ? end - 1 : end);
  }
  return out += text;
}

/// Where the user part ends in what follows "://": the '@', or nothing when there is no password.
std::optional<std::size_t> password_end(std::string_view word) {
  const std::string_view authority = word.substr(0, word.find_first_of("/?#"));
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    // "user:p@ss/word@host": where a password stands, the last '@' before the query may be the one that ends it.
    return find_colon(authority).at < at ? word.substr(0, word.find_first_of("?#")).rfind('@') : at;
  }
  const Colon colon = find_colon(authority);
  if (!colon.found() || authority.starts_with('[')) return std::nullopt;
  const std::string_view port = authority.substr(colon.end());
  // "user:pa/ss@host": what stands where a port would is no number.
  if (std::ranges::all_of(port, [](unsigned char c) { return std::isdigit(c) != 0; })) return std::nullopt;
  const std::size_t at = word.rfind('@');
  return at == std::string_view::npos ? std::nullopt : std::optional(at);
}

/// The password in what follows "://"; nothing when there is none.
std::optional<std::string_view> find_password(std::string_view word) {
  const auto at = password_end(word);
  const Colon colon = at ? find_colon(word.substr(0, *at)) : Colon();
  if (!colon.found()) return std::nullopt;
  return word.substr(colon.end(), *at - colon.end());
}

std::string mask_url(std::string_view word) {
  const auto password = find_password(word);
  if (!password) return mask_query(word);
  const auto begin = static_cast<std::size_t>(password->data() - word.data());
  return std::string(word.substr(0, begin)) + "***" + mask_query(word.substr(begin + password->size()));
}

/// An address whose "://" was forgotten or mistyped, or that was taken for a path: "user:password@host/1", "rtsp:/user:password@host",
/// "/media/user:password@host".
std::string mask_word(std::string_view word) {
  const Colon colon = find_colon(word);
  std::size_t begin = 0;
  if (colon.found()) {
    begin = word.substr(0, colon.at).rfind('/') + 1;  // npos + 1 is 0
    const std::size_t after = std::min(word.find_first_not_of('/', colon.end()), word.size());
    const std::string_view rest = word.substr(after);
    if (find_colon(rest.substr(0, rest.find('@'))).at < rest.find('@'))
      begin = after;  // the first colon ended a scheme
  }
  const std::string_view address = word.substr(begin);
  const bool named = find_colon(address).at < address.find_first_of("/@?#");
  const bool asks = address.find('?') != std::string_view::npos;
  const std::string shown = named ? mask_url(address) : asks ? mask_query(address) : std::string(address);
  return std::string(word.substr(0, begin)) + shown;
}

std::string mask_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find_first_not_of(kWordEnds), text.size());
    out += text.substr(0, blank);
    text.remove_prefix(blank);
    const std::size_t end = std::min(text.find_first_of(kWordEnds), text.size());
    out += mask_word(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace

std::string mask_credentials(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t scheme = text.find("://");
    if (scheme == std::string_view::npos) return out += mask_words(text);
    const std::size_t word = text.substr(0, scheme).find_last_of(kWordEnds) + 1;  // npos + 1 is 0
    out += mask_words(text.substr(0, word));
    out += text.substr(word, scheme + 3 - word);
    text.remove_prefix(scheme + 3);
    const std::size_t end = std::min(text.find_first_of(kWordEnds), text.size());
    const std::size_t next = std::min(text.substr(0, end).find("://"), end);  // an address within an address
    out += mask_url(text.substr(0, next));
    text.remove_prefix(next);
  }
}

std::string mask_address(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos ||
      address.substr(0, scheme).find_first_of(kWordEnds) != std::string_view::npos) {
    return mask_credentials(address);
  }
  return std::string(address.substr(0, scheme + 3)) + mask_url(address.substr(scheme + 3));
}

std::string_view password_in(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  return find_password(address.substr(scheme + 3)).value_or(std::string_view());
}

}  // namespace ow
